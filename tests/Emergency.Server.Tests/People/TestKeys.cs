using Emergency.Server.People;
using Emergency.Server.People.Keys;

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
        await keys.Open();
        return keys;
    }

    public async Task Reopen()
    {
        await Keyring.DisposeAsync();
        await Open();
    }

    private async Task Open() => Keyring = await Keyring.Open(new Engine.EngineSettings(Folder), MasterKey.Load(MasterFile), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await Keyring.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
