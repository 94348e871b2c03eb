using System.Collections;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Checkpoints;

/// <summary>
/// The events of a journal that an earlier program wrote (tests/golden), with its keys and all views; folded from the first event or from a
/// checkpoint, up to any position.
/// </summary>
internal sealed class PastJournal : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly WebApplication _app;

    private PastJournal(TempFolder folder, Opened opened, WebApplication app, IReadOnlyList<Happened> all) =>
        (_folder, Opened, _app, All) = (folder, opened, app, all);

    public Opened Opened { get; }
    public IReadOnlyList<Happened> All { get; }
    public Position End => All[^1].Position;
    public ISealing Sealing => Opened.Sealing;
    public IReadOnlyList<IView> Views => [.. _app.Services.GetServices<IView>()];

    /// <summary>Folder of this test's checkpoints.</summary>
    public string Folder => _folder["views"];
    public CheckpointFolder Checkpoints => new(Folder, Sealing);

    /// <summary>File with the scene of a folder.</summary>
    public const string Scene = "sqlite.tar.gz";

    /// <summary>File, in some folders, with lives in which every kind of event happens.</summary>
    public const string Lives = "lives.tar.gz";

    public static async Task<PastJournal> Open(string golden, string file = Scene)
    {
        var folder = await Unpacked(golden, file);
        var settings = SettingsReading.Read(["--data", folder["data"], "--ballast", "1", "--demo", "off"], new Hashtable(), null).Settings;
        var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        var all = new List<Happened>();
        var head = await opened.Engine.Feed.Head();
        await foreach (var batch in opened.Engine.Feed.Read(Position.Start))
        {
            all.AddRange(batch);
            if (batch.Count > 0 && batch[^1].Position >= head)
                break;
        }
        return new(folder, opened, Product.Parts(settings.With(opened.Installation), opened).Build(), all);
    }

    private static async Task<TempFolder> Unpacked(string golden, string file)
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder["data"]);
        await using (
            var packed = new GZipStream(
                File.OpenRead(Path.Combine(Material.Root, "tests", "golden", golden, file)),
                CompressionMode.Decompress
            )
        )
            await TarFile.ExtractToDirectoryAsync(packed, folder["data"], overwriteFiles: false);
        if (Path.Combine(folder["data"], "beside") is var beside && Directory.Exists(beside))
            Directory.Move(beside, folder["data-keys"]);
        return folder;
    }

    /// <summary>The stored kinds of events.</summary>
    public static async Task<IReadOnlyList<string>> Forms(string golden, string file)
    {
        using var folder = await Unpacked(golden, file);
        return [.. Stored(folder).Select(one => one.Form).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Stored form and data of each event in the file.</summary>
    public IEnumerable<(string Form, JsonElement Data)> Stored() => Stored(_folder);

    private static IEnumerable<(string Form, JsonElement Data)> Stored(TempFolder folder)
    {
        using var file = new SqliteConnection($"Data Source={folder["data/journal.db"]};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "select manifest, message from journal where manifest <> $nothing order by ordering";
        command.Parameters.AddWithValue("$nothing", NothingNew.Form);
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return (rows.GetString(0), JsonSerializer.Deserialize<JsonElement>((byte[])rows[1]).GetProperty("data"));
    }

    /// <summary>Folds the views up to a position and returns the loop with them.</summary>
    public async Task<Folding> Fold(
        Position upTo,
        CheckpointFolder? checkpoints = null,
        IReadOnlyList<IView>? views = null,
        IReadOnlyList<Happened>? all = null,
        Func<Folding, Task>? first = null
    )
    {
        var folding = new Folding(
            new Listed([.. (all ?? All).Where(happened => happened.Position <= upTo)]),
            views ?? Views,
            TimeProvider.System,
            NullLogger<Folding>.Instance,
            new Realms(),
            null,
            checkpoints
        );
        if (first is not null)
            await first(folding);
        await folding.StartAsync(CancellationToken.None);
        await folding.Standing.WaitAsync(Until.AtMost);
        await folding.StopAsync(CancellationToken.None);
        return folding;
    }

    /// <summary>Writes the checkpoint of a position.</summary>
    public async Task Keep(Position at, IReadOnlyList<IView>? views = null)
    {
        using var folding = await Fold(at, views: views);
        using var keeping = new Checkpointing(folding, Checkpoints, new Settings { Checkpoint = 1 }, NullLogger<Checkpointing>.Instance);
        await keeping.StopAsync(CancellationToken.None);
    }

    /// <summary>The known state as text, by realm and view.</summary>
    public static IReadOnlyDictionary<string, string> Text(Folding folding) =>
        folding
            .Now.Realms.SelectMany(realm =>
                folding.Views.Select((view, slot) => (Name: $"{realm.Key} {view.Name}", Text: StateText.Of(realm.Value[slot])))
            )
            .ToDictionary(one => one.Name, one => one.Text, StringComparer.Ordinal);

    /// <summary>Fails with the first view that differs.</summary>
    public static void ShouldBeAlike(Folding folding, IReadOnlyDictionary<string, string> expected, string why)
    {
        var now = Text(folding);
        now.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal), why);
        foreach (var (name, text) in expected)
        {
            var first = now[name].Zip(text).TakeWhile(pair => pair.First == pair.Second).Count();
            (now[name] == text).ShouldBeTrue($"{why}: {name} is …{Around(now[name], first)}… instead of …{Around(text, first)}…");
        }
        folding.BrokenViews.ShouldBeEmpty(why);
    }

    private static string Around(string text, int at)
    {
        const int beside = 300;
        var from = Math.Max(0, at - beside);
        return text.Substring(from, Math.Min(2 * beside, text.Length - from));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Opened.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Listed(IReadOnlyList<Happened> all) : IFeed
    {
        public ValueTask<Position> Head(CancellationToken stop = default) => new(all.Count == 0 ? Position.Start : all[^1].Position);

        public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(
            Position after,
            [EnumeratorCancellation] CancellationToken stop = default
        )
        {
            const int together = 7;
            foreach (var batch in all.Where(happened => happened.Position > after).Chunk(together))
                yield return batch;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }

        public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public ValueTask<StreamsPage> Streams(
            IReadOnlyCollection<EntityId> entities,
            Position after,
            Position upTo,
            int limit,
            CancellationToken stop = default
        ) => throw new NotSupportedException();
    }
}
