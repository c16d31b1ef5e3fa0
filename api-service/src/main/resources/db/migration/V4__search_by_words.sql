-- Search finds products by words of their brands and names, in any order. Reasons: docs/rationale/api.md, "The API's database".

-- As in V2, for databases that an earlier build made with a collation that only PostgreSQL 17 has: one form for all spellings of the same text: width, case, accents of Latin letters, katakana or hiragana, spaces. ASCII letters
-- fold by collation "C" and others by the list, so that every PostgreSQL from 14 folds alike, whatever the database's locale.
create or replace function folded_text(spelled text) returns text
  language sql immutable strict parallel safe
  return
    btrim(regexp_replace(
      translate(
        lower(
          normalize(
            regexp_replace(normalize(spelled, nfkd), '[\u0300-\u036f]', '', 'g'),
            nfc) collate "C"),
        'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЇЈЉЊЋЎЏҐÆŒØĐÐÞŁĦŦŊẞァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ',
        'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяђєѕіїјљњћўџґæœøđðþłħŧŋßぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ'),
      '\s+', ' ', 'g'));

drop index product_by_name;

alter table product_listing rename column folded_name to search_text;

create function search_text_of(brand_name text, product_name text) returns text
  language sql immutable strict parallel safe
  return folded_text(brand_name || ' ' || product_name);

update product_listing
  set search_text = search_text_of(brand.name, product.name)
  from product join brand on brand.id = product.brand_id
  where product.id = product_listing.product_id;

create index product_by_words on product_listing using gin (text_grams(search_text)) with (fastupdate = off);
-- How often each gram occurs decides whether to search by words or to walk the sorted list.
alter index product_by_words alter column 1 set statistics 300;

create or replace function list_new_products() returns trigger language plpgsql as $$
begin
  insert into product_listing (product_id, category_id, brand_id, released_on, search_text)
    select added.id, category_id, brand_id, released_on, search_text_of(brand.name, added.name)
    from added join brand on brand.id = added.brand_id;
  return null;
end $$;

create or replace function list_changed_product() returns trigger language plpgsql as $$
begin
  update product_listing
    set category_id = new.category_id, brand_id = new.brand_id, released_on = new.released_on,
      search_text = (select search_text_of(brand.name, new.name) from brand where brand.id = new.brand_id)
    where product_id = new.id;
  return null;
end $$;

create function list_renamed_brand() returns trigger language plpgsql as $$
begin
  update product_listing
    set search_text = search_text_of(new.name, product.name)
    from product
    where product_listing.brand_id = new.id and product.id = product_listing.product_id;
  return null;
end $$;

create trigger product_listing_follows_brand after update of name on brand
  for each row execute function list_renamed_brand();
