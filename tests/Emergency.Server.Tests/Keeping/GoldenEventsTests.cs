using System.Text;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Tests.Checkpoints;
using Emergency.Testing;

namespace Emergency.Server.Tests.Keeping;

/// <summary>
/// The events of earlier programs, one by one: each kind was stored by one of them, and no value of any is lost when it is loaded.
/// </summary>
public sealed class GoldenEventsTests
{
    /// <summary>Kinds that no folder holds, with the reason.</summary>
    private static readonly Dictionary<string, string> NotHeld = new(StringComparer.Ordinal)
    {
        ["order.call-asked.v1"] = Older,
        ["order.call-placed.v1"] = Older,
        ["order.call-answered.v1"] = Older,
        ["order.call-failed.v1"] = Older,
        ["order.driver-asked.v1"] = Older,
    };

    private const string Older = "only programs before the first folder wrote it";

    public static TheoryData<string, string> Telling => Journals(GoldenFolders.Telling);
    public static TheoryData<string, string> Others => Journals(GoldenFolders.Others);

    private static TheoryData<string, string> Journals(IReadOnlyList<string> folders) =>
        [
            .. from folder in folders
            from file in (string[])[PastJournal.Scene, PastJournal.Lives]
            where File.Exists(Path.Combine(GoldenFolders.Path, folder, file))
            select (folder, file),
        ];

    [Fact]
    public async Task Every_kind_of_event_there_is_was_stored_by_an_earlier_program()
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Journals(GoldenFolders.All))
            held.UnionWith(await PastJournal.Forms(row.Data.Item1, row.Data.Item2));
        Forms
            .All.Select(row => row.Form)
            .Where(form => !held.Contains(form) && !NotHeld.ContainsKey(form))
            .ShouldBeEmpty("add a golden folder (tests/golden/README.md)");
        NotHeld.Keys.Where(held.Contains).ShouldBeEmpty("these are held now: take them out of the list");
    }

    [Theory, Long("every golden folder"), MemberData(nameof(Others))]
    public Task What_any_other_program_stored_is_all_still_there_and_is_folded_by_entities_and_views(string golden, string file) =>
        What_an_earlier_program_stored_is_all_still_there_and_is_folded_by_entities_and_views(golden, file);

    [Theory, MemberData(nameof(Telling))]
    public async Task What_an_earlier_program_stored_is_all_still_there_and_is_folded_by_entities_and_views(string golden, string file)
    {
        await using var journal = await PastJournal.Open(golden, file);
        var forms = new Forms(id => journal.Opened.Keys.Find(id));
        var lost = new List<string>();
        foreach (var (form, stored) in journal.Stored())
        {
            var (now, written) = forms.Write(forms.Read(form, Encoding.UTF8.GetBytes(stored.GetRawText())));
            now.ShouldBe(form);
            Compare(form, stored, JsonSerializer.Deserialize<JsonElement>(written.Span), lost);
        }
        lost.Distinct(StringComparer.Ordinal).ShouldBeEmpty();
        journal.All.ShouldAllBe(happened => !(happened.Event is Unreadable));
        foreach (var life in journal.All.Where(one => one.Event is not NothingNew).GroupBy(one => one.Entity))
        {
            var decider = EntityKinds.All.Single(one => one.Kind == life.Key.Kind);
            Should.NotThrow(
                () => life.Aggregate(decider.Initial, (state, happened) => decider.Evolve(state, happened.Event)),
                life.Key.ToString()
            );
        }
        // Lives were found one by one and know nothing of each other: the joint state of several in the views is checked only for a scene.
        if (file != PastJournal.Scene)
            return;
        using var folding = await journal.Fold(journal.End);
        folding.BrokenViews.ShouldBeEmpty();
    }

    /// <summary>Every stored value is there unchanged; new ones stand beside it.</summary>
    private static void Compare(string at, JsonElement stored, JsonElement now, List<string> lost)
    {
        if (SealedText(now) is { } text)
            stored = SealedText(stored) == text ? now : stored;
        if (stored.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
            foreach (var property in stored.EnumerateObject())
                if (now.TryGetProperty(property.Name, out var there))
                    Compare($"{at} {property.Name}", property.Value, there, lost);
                else
                    lost.Add($"{at} {property.Name} is gone");
        else if (
            stored.ValueKind == JsonValueKind.Array
            && now.ValueKind == JsonValueKind.Array
            && stored.GetArrayLength() == now.GetArrayLength()
        )
            foreach (var (before, after) in stored.EnumerateArray().Zip(now.EnumerateArray()))
                Compare($"{at}[]", before, after, lost);
        else if (!JsonElement.DeepEquals(stored, now))
            lost.Add($"{at}: {now}, was {stored}");
    }

    // A sealed value stands bare, or with the mark of its place, which cannot be made again where the key is gone.
    private static string? SealedText(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("sealed", out var text) ? text.GetString()
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : null;
}
