using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Tests.People;

/// <summary>A keyring in a folder of its own, and the sealing on top of it.</summary>
internal sealed class TestKeys : IAsyncDisposable
{
    private TestKeys(string folder) => Folder = folder;

    public string Folder { get; }
    public string MasterFile => Path.Combine(Folder, "master.key");
    public string KeysFile => Path.Combine(Folder, "keys.db");
    public Keyring Keyring { get; private set; } = null!;
    public Sealing Sealing => new(Keyring);

    public static async Task<TestKeys> Make()
    {
        var keys = new TestKeys(Directory.CreateTempSubdirectory("keys").FullName);
        MasterKey.Create(keys.MasterFile);
        await keys.Open(isNew: true);
        return keys;
    }

    public async Task Reopen()
    {
        await Keyring.DisposeAsync();
        await Open(isNew: false);
    }

    /// <summary>Deletes a person's key row and starts again.</summary>
    public async Task Forget(Guid id)
    {
        await Keyring.DisposeAsync();
        await DeleteRow(id);
        await Open(isNew: false);
    }

    public async Task DeleteRow(Guid id)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={KeysFile};Pooling=False");
        await connection.OpenAsync();
        await using var delete = connection.CreateCommand();
        delete.CommandText = "pragma secure_delete=on; delete from person_key where id = $id";
        delete.Parameters.AddWithValue("$id", id.ToByteArray(bigEndian: true));
        (await delete.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    /// <summary>The rows as they lie in the file, without any master key.</summary>
    public IReadOnlyList<WrappedKey> RawRows()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={KeysFile};Pooling=False");
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "select id, wrapped, master, made from person_key";
        using var reader = select.ExecuteReader();
        var rows = new List<WrappedKey>();
        while (reader.Read())
            rows.Add(
                new(
                    new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true),
                    reader.GetFieldValue<byte[]>(1),
                    reader.GetString(2),
                    reader.GetInt64(3)
                )
            );
        return rows;
    }

    private async Task Open(bool isNew) =>
        Keyring = await Keyring.Open(new EngineSettings(Folder), MasterKey.Load(MasterFile), TimeProvider.System, isNew);

    public async ValueTask DisposeAsync()
    {
        await Keyring.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
