using Emergency.Domain.Imports;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Imports;

public sealed class ImportStories
{
    private static readonly BeginImport Begin = new(1, "residents", Community, Secretary, Night);
    private static readonly ImportBegun Begun = new(1, "residents", Community, Secretary, Night);

    private static Story Given(params ImportEvent[] events) => Story.Of(Noun.Import).Given(events);

    [Fact]
    public void A_file_is_begun_once_and_finished_once() =>
        Given()
            .When(Begin)
            .Then(Begun)
            .When(Begin with { At = After(1) })
            .Nothing()
            .When(new FinishImport(1, After(2)))
            .Then(new ImportFinished(1, After(2)))
            .When(new FinishImport(1, After(3)))
            .Nothing()
            .When(new TakeBackImport(1, After(4)))
            .Nothing();

    [Fact]
    public void What_was_taken_back_is_not_finished_by_who_comes_late_and_begins_anew() =>
        Given(Begun)
            .When(new TakeBackImport(1, After(1)))
            .Then(new ImportTakenBack(1, After(1)))
            .When(new TakeBackImport(1, After(2)))
            .Nothing()
            .When(new FinishImport(1, After(3)))
            .Refused(Import.TakenBack)
            .When(Begin with { Attempt = 2 })
            .Then(Begun with { Attempt = 2 })
            .When(Begin)
            .Nothing()
            .When(new FinishImport(1, After(4)))
            .Refused(Import.TakenBack)
            .When(new TakeBackImport(1, After(5)))
            .Nothing()
            .When(new FinishImport(2, After(6)))
            .Then(new ImportFinished(2, After(6)));

    [Fact]
    public void Nobody_begins_a_second_time_what_is_under_way_or_done()
    {
        Given(Begun).When(Begin with { Attempt = 2 }).Refused(Import.OutOfTurn);
        Given(Begun, new ImportFinished(1, Night)).When(Begin with { Attempt = 2 }).Refused(Import.OutOfTurn);
        Given().When(new TakeBackImport(1, Night)).Nothing();
    }

    [Fact]
    public void What_is_stopped_is_not_finished_but_taken_back() =>
        Given(Begun)
            .When(new StopImport(Secretary, After(1)))
            .Then(new ImportStopped(Secretary, After(1)))
            .When(new StopImport(Secretary, After(2)))
            .Nothing()
            .When(new FinishImport(1, After(2)))
            .Refused(Import.Stopped)
            .When(new MarkImportUndone(1, 0, Secretary, After(2)))
            .Refused(Import.NotFinished)
            .When(new TakeBackImport(1, After(3)))
            .Then(new ImportTakenBack(1, After(3)))
            .When(Begin with { Attempt = 2 })
            .Then(Begun with { Attempt = 2 });

    [Fact]
    public void What_is_finished_is_no_longer_stopped_but_undone_once_at_any_later_time()
    {
        var counts = new ImportCounts(3, 2, 1, 4);
        Given(Begun)
            .When(new FinishImport(1, After(1), counts))
            .Then(new ImportFinished(1, After(1), counts))
            .When(new StopImport(Secretary, After(2)))
            .Refused(Import.OutOfTurn)
            .When(new MarkImportUndone(4, 1, Secretary, After(9)))
            .Then(new ImportUndone(4, 1, Secretary, After(9)))
            .When(new MarkImportUndone(4, 1, Secretary, After(10)))
            .Nothing()
            .When(Begin with { Attempt = 2 })
            .Refused(Import.OutOfTurn);
        Given().When(new MarkImportUndone(1, 0, Secretary, Night)).Then(new ImportUndone(1, 0, Secretary, Night));
    }
}
