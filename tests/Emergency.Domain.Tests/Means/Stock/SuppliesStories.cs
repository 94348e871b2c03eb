using Emergency.Domain.Stock;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Stock;

public sealed class SuppliesStories
{
    private static readonly LotId Torches = Id<LotId>(1);
    private static readonly TaskId Wake = Id<TaskId>(1),
        Gate = Id<TaskId>(2);
    private static readonly ImportId First = Id<ImportId>(1),
        Second = Id<ImportId>(2);
    private static readonly LotFacts Ten = new(Torches, "手电", "照明", "支", 10, 4, null, "应急物资点", There, null, Today);
    private static readonly Sealed Signed = Hidden("例试签");
    private static readonly LotRecorded Recorded = new(Ten, First, Night);

    private static Story Given(params SuppliesEvent[] events) => Story.Of(Noun.Supplies).Given(events);

    private static void Has(Supplies stock, int quantity, int present, int free) =>
        (stock.Lots[Torches].Facts.Quantity, stock.Lots[Torches].Present, stock.Lots[Torches].Free).ShouldBe((quantity, present, free));

    [Fact]
    public void What_is_reserved_is_not_free_for_the_next_task() =>
        Given(Recorded)
            .When(new ReserveLot(Torches, Wake, 8, After(1)))
            .Then(new LotReserved(Torches, Wake, 8, After(1)))
            .When(new ReserveLot(Torches, Gate, 3, After(2)))
            .Refused(Supplies.NotEnough, "2")
            .When(new ReserveLot(Torches, Wake, 1, After(3)))
            .Nothing()
            .When(new ReleaseLot(Torches, Wake, After(4)))
            .Then(new LotReleased(Torches, Wake, After(4)))
            .When(new ReleaseLot(Torches, Wake, After(5)))
            .Nothing()
            .When(new ReserveLot(Torches, Gate, 10, After(6)))
            .Then<LotReserved>(e => e.Quantity.ShouldBe(10));

    [Fact]
    public void What_does_not_come_back_is_used_up() =>
        Given(Recorded, new LotReserved(Torches, Wake, 4, Night))
            .When(new IssueLot(Torches, Wake, Signed, Secretary, After(1)))
            .Then(new LotIssued(Torches, Wake, 4, Secretary, After(1), Signed))
            .Now<Supplies>(s => Has(s, 10, 6, 6))
            .When(new ReturnLot(Torches, Wake, 5, Secretary, After(60)))
            .Refused(Supplies.BadQuantity, "4")
            .When(new ReturnLot(Torches, Wake, 3, Secretary, After(60)))
            .Then(new LotReturned(Torches, Wake, 3, Secretary, After(60)))
            .Now<Supplies>(s => Has(s, 9, 9, 9))
            .When(new ReturnLot(Torches, Wake, 2, Secretary, After(61)))
            .Refused(Supplies.NotIssued);

    [Fact]
    public void Nothing_is_handed_out_that_was_not_reserved_nor_taken_back_that_was_not_out()
    {
        Given(Recorded)
            .When(new IssueLot(Torches, Wake, Signed, Secretary, After(1)))
            .Refused(Supplies.NotReserved)
            .When(new ReturnLot(Torches, Wake, 1, Secretary, After(1)))
            .Refused(Supplies.NotIssued)
            .When(new ReserveLot(Torches, Wake, 0, After(1)))
            .Refused(Supplies.BadQuantity);
        Given().When(new ReserveLot(Torches, Wake, 1, After(1))).Refused(Supplies.UnknownLot, Torches.ToString());
        Given().When(new RecordLots([Ten with { Quantity = -1 }], First, Night)).Refused(Supplies.BadQuantity);
    }

    [Fact]
    public void A_count_may_find_less_than_was_promised()
    {
        Given(Recorded, new LotReserved(Torches, Wake, 8, Night))
            .When(new CheckLot(Torches, 5, Today.AddDays(1), Secretary, After(1)))
            .Then(new LotChecked(Torches, 5, Today.AddDays(1), Secretary, After(1)))
            .Now<Supplies>(s => Has(s, 5, 5, 0))
            .When(new CheckLot(Torches, 5, Today.AddDays(1), Secretary, After(2)))
            .Nothing()
            .When(new IssueLot(Torches, Wake, Signed, Secretary, After(3)))
            .Refused(Supplies.NotEnough, "5");
        Given(Recorded, new LotIssued(Torches, Wake, 8, Secretary, Night))
            .When(new CheckLot(Torches, 7, Today, Secretary, After(1)))
            .Refused(Supplies.BadQuantity);
    }

    [Fact]
    public void Undoing_a_file_leaves_what_was_counted_since_and_what_a_task_holds()
    {
        Given(Recorded)
            .When(new UndoSuppliesImport(First, After(1)))
            .Then(new LotRemoved(Torches, First, After(1)))
            .When(new UndoSuppliesImport(First, After(2)))
            .Nothing();
        Given(Recorded, new LotChecked(Torches, 9, Today, Secretary, Night)).When(new UndoSuppliesImport(First, After(1))).Nothing();
        Given(Recorded, new LotReserved(Torches, Wake, 1, Night)).When(new UndoSuppliesImport(First, After(1))).Nothing();
        Given(Recorded)
            .When(new RecordLots([Ten with { Quantity = 20 }], Second, After(1)))
            .Then<LotRecorded>(e => e.Import.ShouldBe(Second))
            .When(new UndoSuppliesImport(Second, After(2)))
            .Then(new LotRecorded(Ten, null, After(2)));
    }

    [Fact]
    public void The_same_file_again_changes_nothing() =>
        Given(Recorded)
            .When(new RecordLots([Ten], Second, After(1)))
            .Nothing()
            .When(new RecordLots([Ten with { Quantity = 3 }, Ten], Second, After(2)))
            .Nothing();

    [Fact]
    public void Stock_is_never_negative_and_never_promised_twice() =>
        Any.Holds(
            length: 60,
            times: 300,
            acts =>
            {
                var stock = Supplies.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    var command = (Command)any.Make(any.Among(Noun.Supplies.CommandTypes));
                    var free =
                        command is ReserveLot { Lot: var id } && stock.Lots.TryGetValue(id, out var lot)
                            ? lot.Facts.Quantity - lot.Reserved.Values.Sum() - lot.Issued.Values.Sum()
                            : 0;
                    if (Supplies.Decide(stock, command) is not Decision.Happened { Events: var events })
                        continue;
                    if (command is ReserveLot reserve)
                        reserve.Quantity.ShouldBeInRange(1, free);
                    stock = events.Aggregate(stock, Supplies.Evolve);
                    stock
                        .Lots.Values.Where(l =>
                            l.Facts.Quantity < 0 || l.Free < 0 || l.Reserved.Values.Any(q => q <= 0) || l.Issued.Values.Any(q => q <= 0)
                        )
                        .ShouldBeEmpty();
                    if (command is IssueLot issue)
                        stock.Lots[issue.Lot].Facts.Quantity.ShouldBeGreaterThanOrEqualTo(stock.Lots[issue.Lot].Issued.Values.Sum());
                }
            }
        );
}
