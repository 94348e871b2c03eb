-- The role the server runs as: it adds to the journal and to what proves it, and takes nothing away.
-- After init and after each upgrade, as postgres:
--   psql -v ON_ERROR_STOP=1 -d emergency -f postgres-roles.sql
-- The commands init, restore and tables run as the owner of the tables (docs/operating/nodes.md).
do $$ begin
    if not exists (select from pg_roles where rolname = 'emergency') then
        create role emergency login;
    end if;
end $$;
revoke create on schema public from public;
grant usage on schema public to emergency;
revoke all on all tables in schema public from emergency;
-- Events, their seals, and the list of erased persons: never changed.
grant select, insert on journal, seal, person_erased to emergency;
-- Erasing a person destroys a key; erased pictures and papers go; sessions end and are forgotten.
grant select, insert, update, delete on person_key, session to emergency;
grant select, insert, delete on attachment to emergency;
-- Progress of each reader, holders of duties, and notes of the installation.
grant select, insert, update, delete on about, duty, progress, key_state, key_node to emergency;
grant select on snapshot to emergency;
