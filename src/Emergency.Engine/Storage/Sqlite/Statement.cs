using System.Text;
using SQLitePCL;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>A prepared statement: bind from 1, step, read from 0, reset.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt statement) : IDisposable
{
    public Statement Reset()
    {
        // The code of a reset repeats the failure of the step before it.
        raw.sqlite3_reset(statement);
        return this;
    }

    public Statement Bind(int at, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(statement, at, value));
        return this;
    }

    public Statement Bind(int at, string value)
    {
        // A span without bytes would be bound as null.
        if (value.Length == 0)
        {
            connection.Check(raw.sqlite3_bind_text(statement, at, ""));
            return this;
        }
        Span<byte> utf8 = value.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetByteCount(value)];
        connection.Check(raw.sqlite3_bind_text(statement, at, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        return this;
    }

    public Statement Bind(int at, ReadOnlySpan<byte> value)
    {
        connection.Check(raw.sqlite3_bind_blob(statement, at, value));
        return this;
    }

    /// <summary>True where there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        connection.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Steps a statement that has no rows. False where a unique key forbids it.</summary>
    public bool Insert()
    {
        var code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (code == raw.SQLITE_CONSTRAINT_UNIQUE || code == raw.SQLITE_CONSTRAINT_PRIMARYKEY)
            return false;
        connection.Check(code);
        return true;
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();
}
