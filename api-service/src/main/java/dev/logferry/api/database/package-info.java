/** PostgreSQL: the pool, one small query helper, migrations; how many may ask at once. */
@NullMarked
package dev.logferry.api.database;

import org.jspecify.annotations.NullMarked;
