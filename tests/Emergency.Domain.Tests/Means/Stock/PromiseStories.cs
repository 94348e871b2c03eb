using Emergency.Domain.Stock;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Stock;

/// <summary>Goods for a task are promised from all lots that have them.</summary>
public sealed class PromiseStories
{
    private static readonly LotId Old = Id<LotId>(1),
        Soon = Id<LotId>(2),
        Later = Id<LotId>(3);
    private static readonly TaskId Wake = Id<TaskId>(1),
        Gate = Id<TaskId>(2);
    private static readonly IncidentId Fire = Id<IncidentId>(1);

    private static LotRecorded Lot(LotId id, int quantity, int days) =>
        new(new(id, "急救包", "医疗救护", "个", quantity, 0, Today.AddDays(days), "应急物资点", There, null, Today), null, Night);

    private static readonly LotRecorded[] Stock = [Lot(Later, 5, 90), Lot(Old, 9, -1), Lot(Soon, 3, 0)];

    private static ReserveItem Need(TaskId task, int quantity, double minutes = 1, string item = "急救包") =>
        new(task, Fire, item, quantity, Today, After(minutes + 30), After(minutes));

    private static LotReserved Kept(LotId lot, TaskId task, int quantity, double minutes = 1) =>
        new(lot, task, quantity, After(minutes), Fire, After(minutes + 30));

    private static Story Given(params SuppliesEvent[] events) => Story.Of(Noun.Supplies).Given([.. Stock, .. events]);

    [Fact]
    public void What_expires_first_goes_first_and_what_has_expired_never_goes() =>
        Given()
            .When(Need(Wake, 4))
            .Then(Kept(Soon, Wake, 3), Kept(Later, Wake, 1))
            .When(Need(Gate, 4, 2))
            .Then(Kept(Later, Gate, 4, 2))
            .When(Need(Id<TaskId>(3), 1, 3))
            .Refused(Supplies.NotEnough, "0");

    [Fact]
    public void A_refusal_says_how_many_there_are_and_keeps_none() =>
        Given()
            .When(Need(Wake, 9))
            .Refused(Supplies.NotEnough, "8")
            .Now<Supplies>(stock => stock.Lots.Values.ShouldAllBe(lot => lot.Reserved.Count == 0))
            .When(Need(Wake, 1, item: "铜锣"))
            .Refused(Supplies.NotEnough, "0")
            .When(Need(Wake, 0))
            .Refused(Supplies.BadQuantity);

    [Fact]
    public void Who_asks_for_more_gets_the_difference() =>
        Given(Kept(Soon, Wake, 2))
            .When(Need(Wake, 2, 5))
            .Nothing()
            .When(Need(Wake, 4, 5))
            .Then(Kept(Soon, Wake, 3, 5), Kept(Later, Wake, 1, 5));

    [Fact]
    public void What_was_fetched_counts_for_who_asks_for_more_and_both_are_out_together()
    {
        var signed = Hidden("例试签");
        Given(Kept(Later, Wake, 2), new LotIssued(Later, Wake, 2, Secretary, After(2), signed))
            .When(Need(Wake, 6, 5))
            .Then(Kept(Soon, Wake, 3, 5), Kept(Later, Wake, 1, 5))
            .When(new IssueLot(Later, Wake, signed, Secretary, After(6)))
            .Then(new LotIssued(Later, Wake, 1, Secretary, After(6), signed))
            .Now<Supplies>(stock => stock.Lots[Later].Issued[Wake].ShouldBe(3))
            .When(new ReturnLot(Later, Wake, 3, Secretary, After(60)))
            .Then(new LotReturned(Later, Wake, 3, Secretary, After(60)));
    }

    [Fact]
    public void A_promise_nobody_fetches_ends_by_itself_and_what_was_fetched_does_not() =>
        Given(Kept(Soon, Wake, 2), Kept(Later, Gate, 1), new LotIssued(Later, Gate, 1, Secretary, After(2), Hidden("签")))
            .When(new Remind(After(30)))
            .Nothing()
            .When(new Remind(After(31)))
            .Then(new LotReleased(Soon, Wake, After(31)))
            .When(new Remind(After(90)))
            .Nothing();

    [Fact]
    public void What_somebody_keeps_by_hand_has_no_end() =>
        Given(new LotReserved(Soon, Wake, 2, Night)).When(new Remind(After(9_999))).Nothing();
}
