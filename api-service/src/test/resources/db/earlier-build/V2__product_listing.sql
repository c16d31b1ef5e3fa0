-- One form for all spellings of the same text: width, case, accents of Latin letters, katakana or hiragana, spaces.
-- pg_c_utf8 folds case the same on every machine, whatever the database's locale.
create function folded_text(spelled text) returns text
  language sql immutable strict parallel safe
  return
    btrim(regexp_replace(
      translate(
        lower(
          normalize(
            regexp_replace(normalize(spelled, nfkd), '[\u0300-\u036f]', '', 'g'),
            nfc) collate pg_c_utf8),
        'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ',
        'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ'),
      '\s+', ' ', 'g'));

-- Each character and each pair of neighbours: Japanese has no spaces between words, and words of one or two characters.
create function text_grams(folded text) returns text[]
  language plpgsql immutable strict parallel safe cost 1000 as $$
declare
  characters constant text[] := string_to_array(folded, null);
  grams text[] := characters;
begin
  for i in 2..cardinality(characters) loop
    grams := grams || (characters[i - 1] || characters[i]);
  end loop;
  return grams;
end $$;

-- The fewest grams that a text has to have to contain this one: pairs, or its only character.
create function query_grams(folded text) returns text[]
  language sql immutable strict parallel safe
  return (
    select coalesce(array_agg(distinct substr(folded, position, 2) collate "C"), '{}')
    from generate_series(1, greatest(length(folded) - 1, least(length(folded), 1))) as position
  );

-- What lists sort and filter by, and what is counted: a row for each product, also for one without reviews.
create table product_listing (
  product_id bigint primary key references product on delete cascade,
  category_id integer not null,
  brand_id integer not null,
  released_on date not null,
  ratings_1 integer not null default 0,
  ratings_2 integer not null default 0,
  ratings_3 integer not null default 0,
  ratings_4 integer not null default 0,
  ratings_5 integer not null default 0,
  review_count integer not null
    generated always as (ratings_1 + ratings_2 + ratings_3 + ratings_4 + ratings_5) stored,
  -- Millionths of a star: the mean, had there been 20 reviews more with 3.5 stars each. Without reviews: last.
  score bigint not null
    generated always as (
      case when ratings_1 + ratings_2 + ratings_3 + ratings_4 + ratings_5 = 0 then 0
      else (70 + ratings_1 + 2 * ratings_2 + 3 * ratings_3 + 4 * ratings_4 + 5 * ratings_5) * 1000000::bigint
        / (20 + ratings_1 + ratings_2 + ratings_3 + ratings_4 + ratings_5)
      end) stored,
  folded_name text collate "C" not null,
  constraint product_listing_counts check (
    ratings_1 >= 0 and ratings_2 >= 0 and ratings_3 >= 0 and ratings_4 >= 0 and ratings_5 >= 0)
);

create index product_by_score on product_listing (score, product_id);
create index product_by_review_count on product_listing (review_count, product_id);
create index product_by_release on product_listing (released_on, product_id);
create index product_of_category_by_score on product_listing (category_id, score, product_id);
create index product_of_category_by_review_count on product_listing (category_id, review_count, product_id);
create index product_of_category_by_release on product_listing (category_id, released_on, product_id);
create index product_of_brand_by_score on product_listing (brand_id, score, product_id);
create index product_of_brand_by_review_count on product_listing (brand_id, review_count, product_id);
create index product_of_brand_by_release on product_listing (brand_id, released_on, product_id);
create index product_by_name on product_listing using gin (text_grams(folded_name)) with (fastupdate = off);
-- How often each gram occurs decides whether to search by name or to walk the sorted list.
alter index product_by_name alter column 1 set statistics 300;

create function list_new_products() returns trigger language plpgsql as $$
begin
  insert into product_listing (product_id, category_id, brand_id, released_on, folded_name)
    select id, category_id, brand_id, released_on, folded_text(name) from added;
  return null;
end $$;

create trigger product_is_listed after insert on product
  referencing new table as added for each statement execute function list_new_products();

create function list_changed_product() returns trigger language plpgsql as $$
begin
  update product_listing
    set category_id = new.category_id, brand_id = new.brand_id, released_on = new.released_on,
      folded_name = folded_text(new.name)
    where product_id = new.id;
  return null;
end $$;

create trigger product_listing_follows after update of category_id, brand_id, released_on, name on product
  for each row execute function list_changed_product();
