using Emergency.Domain.Stock;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Stock;

/// <summary>A store as kept by hand.</summary>
public sealed class StoreStories
{
    private const string Street = "411502001";
    private static readonly LotId Quilts = Id<LotId>(1),
        Part = Id<LotId>(2);
    private static readonly LoanId Loan = Id<LoanId>(1);
    private static readonly TransferId Van = Id<TransferId>(3);
    private static readonly TaskId Wake = Id<TaskId>(1);
    internal static readonly LotFacts Blankets = new(Quilts, "棉被", "生活类", "床", 20, 10, null, "活动中心库房", null, null, null);
    internal static readonly By Keeper = Secretary with { Member = Id<MemberId>(7) };
    private static readonly Sealed Name = Hidden("例试拟");
    private static readonly LotEntered Twenty = new(Quilts, Blankets, SupplySource.Allotted, null, null, Secretary, Night);

    internal static WriteOffLot WriteOff(LotId lot, int quantity) =>
        new(lot, quantity, WriteOffReason.Broken, Name, null, null, Secretary, After(1));

    internal static LendLot Lend(LotId lot, int quantity) =>
        new(lot, Loan, quantity, Name, null, Today.AddDays(2), false, Secretary, After(1));

    private static Story Given(params SuppliesEvent[] events) => Story.Of(Noun.Supplies).Given(events);

    private static Action<Supplies> Has(int belongs, int here, LotTally tally) =>
        stock =>
        {
            var lot = stock.Lots[Quilts];
            (lot.Facts.Quantity, lot.Present, lot.Tally).ShouldBe((belongs, here, tally));
        };

    [Fact]
    public void What_is_on_its_way_under_a_number_is_not_sent_a_second_time_under_it() =>
        Given(Twenty)
            .When(new GiveLot(Quilts, Van, 6, Street, Secretary, After(1)))
            .Then(new LotGiven(Quilts, Van, 6, Street, Secretary, After(1)))
            .When(new GiveLot(Quilts, Van, 4, Street, Keeper, After(2)))
            .Nothing();

    [Fact]
    public void What_is_received_is_there_and_more_of_it_comes_to_the_same_lot() =>
        Given()
            .When(new EnterLot(Blankets, SupplySource.Allotted, null, null, Secretary, Night))
            .Then(Twenty)
            .When(new ReceiveLot(Quilts, 40, SupplySource.Bought, null, Secretary, After(1)))
            .Then(new LotReceived(Quilts, 40, SupplySource.Bought, null, Secretary, After(1)))
            .Now(Has(60, 60, new(60, 0, 0, 0, 0, 0)))
            .When(new ReceiveLot(Quilts, Supplies.Most, SupplySource.Bought, null, Secretary, After(2)))
            .Refused(Supplies.BadQuantity)
            .When(new ReceiveLot(Quilts, -3, SupplySource.Bought, null, Secretary, After(2)))
            .Refused(Supplies.BadQuantity);

    [Fact]
    public void A_lot_that_replaces_another_takes_over_its_minimum() =>
        Given(Twenty)
            .When(new EnterLot(Blankets with { Id = Part }, SupplySource.Bought, Quilts, null, Secretary, After(1)))
            .Now<Supplies>(stock => (stock.Lots[Quilts].Facts.Minimum, stock.Lots[Part].Facts.Minimum).ShouldBe((0, 10)));

    [Fact]
    public void What_was_recorded_by_a_file_counts_as_received_and_what_a_later_file_says_as_found() =>
        Given(new LotRecorded(Blankets, Id<ImportId>(1), Night))
            .Now(Has(20, 20, new(20, 0, 0, 0, 0, 0)))
            .When(new RecordLots([Blankets with { Quantity = 18 }], Id<ImportId>(2), After(1)))
            .Now(Has(18, 18, new(20, -2, 0, 0, 0, 0)));

    [Fact]
    public void No_file_says_that_there_is_less_than_what_is_lent() =>
        Given(Twenty, new LotLent(Quilts, Loan, 5, Name, null, Today, Secretary, Night))
            .When(new RecordLots([Blankets with { Quantity = 4 }], Id<ImportId>(2), After(1)))
            .Refused(Supplies.BadQuantity);

    [Fact]
    public void A_loan_comes_back_in_parts_broken_or_not_at_all() =>
        Given(Twenty)
            .When(Lend(Quilts, 8))
            .Now(Has(20, 12, new(20, 0, 0, 0, 0, 0)))
            .When(new ReturnLoan(Quilts, Loan, 5, 1, 0, null, Secretary, After(2)))
            .Now(Has(19, 17, new(20, 0, 0, 0, 1, 0)))
            .When(new ReturnLoan(Quilts, Loan, 2, 1, 0, null, Secretary, After(3)))
            .Refused(Supplies.BadQuantity, "2")
            .When(new ExtendLoan(Quilts, Loan, Today.AddDays(9), Secretary, After(3)))
            .Then<LoanExtended>(e => e.Until.ShouldBe(Today.AddDays(9)))
            .When(new ReturnLoan(Quilts, Loan, 0, 0, 2, null, Secretary, After(4)))
            .Now(Has(17, 17, new(20, 0, 0, 2, 1, 0)))
            .Now<Supplies>(stock => stock.Lots[Quilts].Loans.ShouldBeEmpty());

    [Fact]
    public void What_an_incident_has_reserved_is_not_written_off_lent_or_given() =>
        Given(Twenty, new LotReserved(Quilts, Wake, 15, Night))
            .When(WriteOff(Quilts, 6))
            .Refused(Supplies.Promised, "5", "15")
            .When(Lend(Quilts, 6))
            .Refused(Supplies.Promised)
            .When(new GiveLot(Quilts, Van, 6, Street, Secretary, After(1)))
            .Refused(Supplies.Promised)
            .When(new HandOutLot(Quilts, 6, Name, null, false, Secretary, After(1)))
            .Refused(Supplies.Promised)
            .When(WriteOff(Quilts, 21))
            .Refused(Supplies.NotEnough, "5")
            .When(WriteOff(Quilts, 5))
            .Now(Has(15, 15, new(20, 0, 0, 0, 5, 0)));

    [Fact]
    public void A_part_that_is_moved_is_a_lot_of_its_own_and_neither_lacks_what_both_have() =>
        Given(Twenty)
            .When(new MoveLot(Quilts, 15, Part, "6号楼地下", null, Secretary, After(1)))
            .Now(Has(5, 5, new(20, 0, -15, 0, 0, 0)))
            .Now<Supplies>(stock =>
            {
                (stock.Lots[Part].Facts.Quantity, stock.Lots[Part].Facts.Minimum, stock.Lots[Quilts].Facts.Minimum).ShouldBe((15, 10, 0));
                stock.Lots[Part].Facts.Location.ShouldBe("6号楼地下");
            })
            .When(new MoveLot(Quilts, 5, Part, "6号楼地下", null, Secretary, After(2)))
            .Then<LotMoved>(e => e.Part.ShouldBeNull());

    [Fact]
    public void Giving_to_another_store_is_an_act_of_two_and_what_does_not_arrive_is_here_again() =>
        Given(Twenty)
            .When(new GiveLot(Quilts, Van, 8, Street, Secretary, After(1)))
            .Now(Has(12, 12, new(20, 0, 0, 0, 0, 8)))
            .When(new PassLot(Van, 8, "411502002", "街道库", null, StreetOfficer, After(2)))
            .Refused(Supplies.UnknownTransfer)
            .When(new PassLot(Van, 6, Street, "街道库", null, StreetOfficer, After(2)))
            .Then<LotPassed>(e => (e.Facts.Quantity, e.Facts.Location, e.Rest).ShouldBe((6, "街道库", 2)))
            .Now(Has(14, 14, new(20, 0, 0, 0, 0, 6)))
            .When(new EndTransfer(Van, true, StreetOfficer, After(3)))
            .Refused(Supplies.UnknownTransfer);

    [Fact]
    public void What_is_refused_or_called_back_is_here_again_and_what_is_taken_is_taken_once()
    {
        Given(Twenty, new LotGiven(Quilts, Van, 8, Street, Secretary, Night))
            .When(new EndTransfer(Van, true, StreetOfficer, After(1)))
            .Now(Has(20, 20, new(20, 0, 0, 0, 0, 0)));
        var take = new TakeLot(Blankets with { Quantity = 8 }, Van, "411502001001", StreetOfficer, After(1));
        Given().When(take).Now(Has(8, 8, new(8, 0, 0, 0, 0, 0))).When(take).Nothing();
    }

    [Fact]
    public void A_count_that_comes_days_later_meets_what_lay_there_then() =>
        Given(
                Twenty,
                new LotHandedOut(Quilts, 5, Name, null, Secretary, After(60)),
                new LotLent(Quilts, Loan, 3, Name, null, Today, Secretary, After(90))
            )
            .When(new CountLot(Quilts, 18, After(30), null, Secretary, After(3 * 24 * 60)))
            .Then<LotCounted>(e => (e.Expected, e.Found).ShouldBe((20, -2)))
            .Now(Has(13, 10, new(20, -2, 0, 5, 0, 0)));

    [Fact]
    public void Of_two_counts_of_one_shelf_both_are_kept_and_the_later_one_stands_whichever_comes_first()
    {
        var (early, late) = (
            new CountLot(Quilts, 18, After(10), null, Secretary, After(200)),
            new CountLot(Quilts, 19, After(15), null, StreetOfficer, After(100))
        );
        foreach (var (first, second) in ((CountLot, CountLot)[])[(early, late), (late, early)])
            Given(Twenty)
                .When(first with { At = After(100) })
                .When(second with { At = After(200) })
                .Now(Has(19, 19, new(20, -1, 0, 0, 0, 0)))
                .Now<Supplies>(stock => stock.Lots[Quilts].Counts.Select(one => one.Here).ShouldBe([19, 18]));
    }

    [Fact]
    public void Oxygen_goes_to_professional_forces_only() =>
        Given(Twenty with { Facts = Blankets with { Name = "氧气袋" } })
            .When(new HandOutLot(Quilts, 1, Name, null, false, Secretary, After(1)))
            .Refused(Supplies.ProfessionalsOnly)
            .When(new HandOutLot(Quilts, 1, Name, null, true, Secretary, After(1)))
            .Then(new LotHandedOut(Quilts, 1, Name, null, Secretary, After(1)));

    [Fact]
    public void Only_the_fields_of_a_correction_are_written_and_never_the_quantity() =>
        Given(Twenty, new LotCorrected(Quilts, Blankets with { Location = "门卫室" }, [LotField.Location], Secretary, Night))
            .When(new CorrectLot(Blankets with { Minimum = 30, Quantity = 99 }, Blankets, [LotField.Minimum], Secretary, After(1)))
            .Now<Supplies>(stock => stock.Lots[Quilts].Facts.ShouldBe(Blankets with { Minimum = 30, Location = "门卫室" }));

    [Fact]
    public void Every_piece_that_ever_came_is_here_issued_lent_used_written_off_or_given_away() =>
        Any.Holds(
            length: 80,
            times: 400,
            acts =>
            {
                var stock = Supplies.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    if (
                        Supplies.Decide(stock, (Command)any.Make(any.Among(Noun.Supplies.CommandTypes)))
                        is not Decision.Happened { Events: var events }
                    )
                        continue;
                    stock = events.Aggregate(stock, Supplies.Evolve);
                    foreach (var lot in stock.Lots.Values)
                    {
                        var (tally, out_) = (lot.Tally, lot.Issued.Values.Sum() + lot.Lent);
                        (tally.Received + tally.Found + tally.Moved).ShouldBe(
                            lot.Present + out_ + tally.Used + tally.WrittenOff + tally.Given,
                            $"after {events[^1]}"
                        );
                        lot.Facts.Quantity.ShouldBeGreaterThanOrEqualTo(out_);
                    }
                    stock.Lots.Values.Sum(lot => lot.Tally.Moved).ShouldBe(0);
                }
            }
        );
}
