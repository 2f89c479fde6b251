-- SPDX-License-Identifier: Apache-2.0
-- Everything in the current schema as (name, definition), whatever the schema, its owner and the roles are called; what
-- belongs to an extension is left out. definitions.txt holds the answer for a new journal.
WITH
  here AS (SELECT oid, nspowner, nspacl, quote_ident(nspname) || '.' AS prefix
             FROM pg_namespace WHERE nspname = current_schema()),
  relation AS (SELECT c.*
                 FROM pg_class AS c JOIN here ON c.relnamespace = here.oid
                WHERE NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')),
  routine AS (SELECT p.*
                FROM pg_proc AS p JOIN here ON p.pronamespace = here.oid
               WHERE NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')),
  owner AS (SELECT coalesce((SELECT relowner FROM relation WHERE relname = 'trien_schema'), 0) AS oid),
  definition (name, text) AS (
    SELECT 'relation ' || relname,
           concat_ws(' ', relkind, relpersistence,
                     CASE WHEN relrowsecurity THEN 'row security' END,
                     CASE WHEN relowner <> owner.oid THEN 'of another owner' END,
                     -- Foreign keys are checked by triggers without stable names.
                     (SELECT 'disabled check' FROM pg_trigger
                       WHERE tgrelid = relation.oid AND tgisinternal AND tgenabled <> 'O' LIMIT 1))
      FROM relation, owner
    UNION ALL
    SELECT 'column ' || relname || '.' || attname,
           concat_ws(' ', format_type(atttypid, atttypmod), 'COLLATE ' || collname,
                     CASE WHEN attnotnull THEN 'NOT NULL' END,
                     'DEFAULT ' || pg_get_expr(adbin, adrelid, true), 'IDENTITY ' || nullif(attidentity::text, ''))
      FROM relation
      JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
      LEFT JOIN pg_collation ON pg_collation.oid = attcollation AND collname <> 'default'
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relkind NOT IN ('i', 'S')
    UNION ALL
    SELECT 'constraint ' || conname || ' on ' || relname, pg_get_constraintdef(pg_constraint.oid, true)
      FROM relation JOIN pg_constraint ON conrelid = relation.oid
     WHERE contype <> 'n'  -- NOT NULL stands with the columns
    UNION ALL
    SELECT 'index ' || relname,
           concat_ws(' ', pg_get_indexdef(relation.oid, 0, true), CASE WHEN NOT indisvalid THEN 'invalid' END)
      FROM relation JOIN pg_index ON indexrelid = relation.oid
    UNION ALL
    SELECT 'trigger ' || tgname || ' on ' || relname,
           concat_ws(' ', pg_get_triggerdef(pg_trigger.oid, true), CASE WHEN tgenabled <> 'O' THEN 'disabled' END)
      FROM relation JOIN pg_trigger ON tgrelid = relation.oid
     WHERE NOT tgisinternal
    UNION ALL
    SELECT 'rule ' || rulename || ' on ' || relname, pg_get_ruledef(pg_rewrite.oid, true)
      FROM relation JOIN pg_rewrite ON ev_class = relation.oid
     WHERE rulename <> '_RETURN'
    UNION ALL
    -- Newer servers print the columns of a view without their table.
    SELECT 'view ' || relname, replace(pg_get_viewdef(relation.oid, true), 'entry.', '')
      FROM relation
     WHERE relkind = 'v'
    UNION ALL
    SELECT 'function ' || proname || '(' || pg_get_function_identity_arguments(routine.oid) || ')',
           concat_ws(' ', format_type(prorettype, NULL), lanname,
                     CASE WHEN prosecdef THEN 'SECURITY DEFINER' END, array_to_string(proconfig, ' '),
                     CASE WHEN proowner <> owner.oid THEN 'of another owner' END,
                     replace(prosrc, here.prefix, ''))
      FROM routine JOIN pg_language ON pg_language.oid = prolang, owner, here
    UNION
    -- Rights of anybody but the owner. Of several roles, none may do what the service may not.
    SELECT concat_ws(' ', 'right', privilege_type, 'on', object, CASE WHEN is_grantable THEN 'for others too' END),
           CASE grantee WHEN 0 THEN 'everybody' ELSE 'service' END
      FROM (
        SELECT relname::text AS object, (aclexplode(relacl)).* FROM relation
        UNION ALL
        SELECT relname || '.' || attname, (aclexplode(attacl)).*
          FROM relation JOIN pg_attribute ON attrelid = relation.oid
        UNION ALL
        SELECT proname || '()', (aclexplode(coalesce(proacl, acldefault('f', proowner)))).* FROM routine
      ) AS given (object, grantor, grantee, privilege_type, is_grantable), owner
     WHERE grantee <> owner.oid
  )
SELECT name, regexp_replace(text, '\s+', ' ', 'g') FROM definition ORDER BY name COLLATE "C", text COLLATE "C"
