using System.Buffers;
using System.Text;
using SQLitePCL;

namespace DepGraph.Storage.Sqlite;

/// <summary>
/// One execution of a prepared statement: parameters are bound in order, then rows are stepped through. Disposal makes the
/// statement ready for its next execution.
/// </summary>
internal readonly ref struct Query(PreparedStatement statement) : IDisposable
{
    private const int StackBytes = 256;

    public Query Bind(long value)
    {
        statement.Check(raw.sqlite3_bind_int64(statement.Handle, ++statement.Bound, value));
        return this;
    }

    public Query Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Query Bind(DateTimeOffset value) => Bind(value.UtcTicks);

    public Query Bind(DateTimeOffset? value) => Bind(value?.UtcTicks);

    public Query Bind(string? value)
    {
        if (value is null)
            return BindNull();
        if (value.Length == 0)
        {
            // An empty span has no address, which SQLite takes for NULL.
            statement.Check(raw.sqlite3_bind_text(statement.Handle, ++statement.Bound, value));
            return this;
        }
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        Span<byte> buffer =
            most <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(most);
        var length = Encoding.UTF8.GetBytes(value, buffer);
        var code = raw.sqlite3_bind_text(statement.Handle, ++statement.Bound, buffer[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        statement.Check(code);
        return this;
    }

    /// <summary>Binds bytes; none at all would be NULL.</summary>
    public Query Bind(ReadOnlySpan<byte> value)
    {
        statement.Check(raw.sqlite3_bind_blob(statement.Handle, ++statement.Bound, value));
        return this;
    }

    private Query BindNull()
    {
        statement.Check(raw.sqlite3_bind_null(statement.Handle, ++statement.Bound));
        return this;
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step() => statement.Step();

    /// <summary>Executes to the end and makes the statement ready again.</summary>
    public void Run()
    {
        try
        {
            while (statement.Step()) { }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first column of the only row; null for SQL NULL or when there is no row. Makes the statement ready again.</summary>
    public long? Scalar()
    {
        try
        {
            return Step() && !IsNull(0) ? Int64(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement.Handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(statement.Handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(statement.Handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement.Handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A view that ends with the row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement.Handle, column);

    public DateTimeOffset Time(int column) => new(Int64(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public void Dispose() => statement.Reset();
}
