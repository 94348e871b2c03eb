using Emergency.Domain.Stock;
using Emergency.Server.Features.Stock;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Checkpoints;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;

namespace Emergency.Server.Tests.Stock;

/// <summary>
/// Counts kept with each event equal a new count, and no lot changes that an event does not name: in every life of a stock in a golden
/// folder, after each event.
/// </summary>
public sealed class CountedAlongTests
{
    public static TheoryData<string> Telling => WithLives(GoldenFolders.Telling);
    public static TheoryData<string> Others => WithLives(GoldenFolders.Others);

    private static TheoryData<string> WithLives(IReadOnlyList<string> folders) =>
        [.. folders.Where(golden => File.Exists(Path.Combine(GoldenFolders.Path, golden, PastJournal.Lives)))];

    [Theory, Long("every golden folder"), MemberData(nameof(Others))]
    public Task Low_lots_of_any_other_program_are_counted_along_and_only_lots_that_an_event_names_change(string golden) =>
        Low_lots_are_counted_along_and_only_lots_that_an_event_names_change(golden);

    [Theory, MemberData(nameof(Telling))]
    public async Task Low_lots_are_counted_along_and_only_lots_that_an_event_names_change(string golden)
    {
        await using var journal = await PastJournal.Open(golden, PastJournal.Lives);
        var view = journal.Views.OfType<SuppliesView>().Single();
        var (state, seen) = (SuppliesKnown.None, 0);
        foreach (var happened in journal.All.Where(one => one.Event is SuppliesEvent))
        {
            var community = happened.Entity.Key;
            var before = state.Of(community).Lots;
            state = (SuppliesKnown)((IView)view).Fold(state, happened, new Changes { Wanted = false });
            var after = state.Of(community).Lots;
            state.Low.GetValueOrDefault(community).ShouldBe(after.Values.Count(LotShown.IsLow), $"{happened.Name} {happened.Form}");
            before
                .Keys.Union(after.Keys)
                .Where(lot => !Equals(before.GetValueOrDefault(lot), after.GetValueOrDefault(lot)))
                .Except(TouchedLots.Of((SuppliesEvent)happened.Event))
                .ShouldBeEmpty($"{happened.Name} {happened.Form}");
            seen++;
        }
        seen.ShouldBeGreaterThan(10);
    }
}
