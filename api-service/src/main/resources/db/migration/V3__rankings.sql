create table ranking (
  category_id integer not null references category on delete cascade,
  period text collate "C" not null,
  from_day date not null,
  to_day date not null,
  refreshed_at timestamptz not null,
  primary key (category_id, period),
  constraint ranking_period_known check (period in ('week', 'month', 'year')),
  constraint ranking_days check (from_day <= to_day)
);

create table ranking_place (
  category_id integer not null,
  period text collate "C" not null,
  place integer not null,
  previous_place integer,
  product_id bigint not null references product on delete cascade,
  primary key (category_id, period, place),
  unique (category_id, period, product_id),
  foreign key (category_id, period) references ranking on delete cascade,
  constraint ranking_place_range check (place between 1 and 100),
  constraint ranking_previous_place_range check (previous_place between 1 and 100)
);

-- Deleting a product has to find its places.
create index ranking_place_of_product on ranking_place (product_id);

-- A new category has rankings at once, without places.
create function rank_new_categories() returns trigger language plpgsql as $$
declare
  today constant date := (now() at time zone 'UTC')::date;
begin
  insert into ranking (category_id, period, from_day, to_day, refreshed_at)
    select added.id, period.name, today - period.days, today - 1, now()
    from added, (values ('week', 7), ('month', 30), ('year', 365)) as period (name, days);
  return null;
end $$;

create trigger category_is_ranked after insert on category
  referencing new table as added for each statement execute function rank_new_categories();
