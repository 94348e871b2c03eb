using System.Collections;
using System.Formats.Tar;
using System.IO.Compression;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Live;

/// <summary>The law of snapshots over journals of the whole product (tests/golden).</summary>
public sealed class SnapshotTests : IDisposable
{
    private static readonly string Golden = Path.Combine(Material.Root, "tests", "golden");
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Golden).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Folders))]
    public async Task A_snapshot_is_the_fold_of_all_changes(string golden)
    {
        Directory.CreateDirectory(_folder["data"]);
        await using (var packed = new GZipStream(File.OpenRead(Path.Combine(Golden, golden, "sqlite.tar.gz")), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(packed, _folder["data"], overwriteFiles: false);
        if (Path.Combine(_folder["data"], "beside") is var beside && Directory.Exists(beside))
            Directory.Move(beside, _folder["data-keys"]);
        var settings = SettingsReading.Read(["--data", _folder["data"], "--urls", "http://127.0.0.1:0"], new Hashtable(), null).Settings;
        await using var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        await using var app = Product.Parts(settings.With(opened.Installation), opened).Build();
        (await SnapshotLaw.Broken(opened.Engine.Feed, app.Services, least: 15, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
