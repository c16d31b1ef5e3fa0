-- V2 was changed before the first release, so that it runs on every PostgreSQL from 14. A database in which its earlier form has run
-- is fine: V4 brings it to the same state.
do $$
begin
  if to_regclass('flyway_schema_history') is not null then
    update flyway_schema_history set checksum = -372775331 where version = '2' and checksum = -867012497;
  end if;
end $$;
