using System.Collections;
using System.Formats.Tar;
using System.IO.Compression;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Live;

/// <summary>The law of snapshots over journals of the whole product (tests/golden).</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Telling => [.. GoldenFolders.Telling];
    public static TheoryData<string> Others => [.. GoldenFolders.Others];

    public void Dispose() => _folder.Dispose();

    [Theory, Long("every golden folder"), MemberData(nameof(Others))]
    public Task A_snapshot_of_any_other_program_is_the_fold_of_all_changes(string golden) => A_snapshot_is_the_fold_of_all_changes(golden);

    [Theory, MemberData(nameof(Telling))]
    public async Task A_snapshot_is_the_fold_of_all_changes(string golden)
    {
        Directory.CreateDirectory(_folder["data"]);
        await using (
            var packed = new GZipStream(
                File.OpenRead(Path.Combine(GoldenFolders.Path, golden, "sqlite.tar.gz")),
                CompressionMode.Decompress
            )
        )
            await TarFile.ExtractToDirectoryAsync(packed, _folder["data"], overwriteFiles: false);
        if (Path.Combine(_folder["data"], "beside") is var beside && Directory.Exists(beside))
            Directory.Move(beside, _folder["data-keys"]);
        var settings = SettingsReading.Read(["--data", _folder["data"], "--urls", "http://127.0.0.1:0"], new Hashtable(), null).Settings;
        await using var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        await using var app = Product.Parts(settings.With(opened.Installation), opened).Build();
        (await SnapshotLaw.Broken(opened.Engine.Feed, app.Services, least: 15, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
