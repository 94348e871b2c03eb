using Npgsql;

namespace Emergency.Engine.Storage.Postgres;

/// <summary>Table attachment in PostgreSQL, shared by all nodes.</summary>
internal sealed class PostgresAttachments(NpgsqlDataSource source) : IAttachments
{
    private const string Label = "id, key, hash, octet_length(bytes)::bigint, made";

    /// <summary>All columns of all rows.</summary>
    public const string All = $"select {Label}, bytes from attachment";
    public const string Insert =
        "insert into attachment (id, key, hash, made, bytes) values ($1, $2, $3, $4, $5) on conflict (id) do nothing";

    // No crash of the database takes back what was answered, whatever its own setting says.
    private const string Durable =
        "select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'";

    public async ValueTask<AttachmentLabel> Add(AttachmentRow attachment, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        await Write(Insert, stop, Values(attachment));
        var there = await Rows($"select {Label} from attachment where id = $1", ReadLabel, stop, PostgresSource.Value(attachment.Label.Id));
        return there is [var label] ? label : throw new NotKept(full: false, new IOException("removed while it was added"));
    }

    public async ValueTask<AttachmentRow?> Find(Guid id, CancellationToken stop = default) =>
        (await Rows($"{All} where id = $1", Read, stop, PostgresSource.Value(id))).FirstOrDefault();

    async ValueTask<IReadOnlyList<AttachmentLabel>> IAttachments.All(CancellationToken stop) =>
        await Rows($"select {Label} from attachment order by made, id", ReadLabel, stop);

    public async ValueTask Remove(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        await Write("delete from attachment where id = any($1)", stop, PostgresSource.Value(ids.ToArray()));

    public async ValueTask RemoveUnder(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) =>
        await Write("delete from attachment where key = any($1)", stop, PostgresSource.Value(keys.ToArray()));

    public static NpgsqlParameter[] Values(AttachmentRow row) =>
        [
            PostgresSource.Value(row.Label.Id),
            PostgresSource.Value(row.Label.Key),
            PostgresSource.Value(row.Label.Hash),
            PostgresSource.Value(row.Label.Made),
            PostgresSource.Value(row.Bytes.ToArray()),
        ];

    public static AttachmentRow Read(NpgsqlDataReader at) => new(ReadLabel(at), at.GetFieldValue<byte[]>(5));

    private static AttachmentLabel ReadLabel(NpgsqlDataReader at) =>
        new(at.GetGuid(0), at.GetGuid(1), at.GetString(2), at.GetInt64(3), at.GetInt64(4));

    private Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken stop, params NpgsqlParameter[] values) =>
        PostgresSource.Kept(async () =>
        {
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddRange(values.Select(value => value.Clone()).ToArray());
            await using var reader = await command.ExecuteReaderAsync(stop);
            var rows = new List<T>();
            while (await reader.ReadAsync(stop))
                rows.Add(row(reader));
            return rows;
        });

    /// <summary>A statement in a transaction of its own.</summary>
    private Task<int> Write(string sql, CancellationToken stop, params NpgsqlParameter[] values) =>
        PostgresSource.Kept(async () =>
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new(Durable));
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
                command.Parameters.Add(value.Clone());
            batch.BatchCommands.Add(command);
            return await batch.ExecuteNonQueryAsync(stop);
        });
}
