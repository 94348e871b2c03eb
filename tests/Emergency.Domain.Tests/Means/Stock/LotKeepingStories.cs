using Emergency.Domain.Stock;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Stock;

public sealed class LotKeepingStories
{
    private static readonly LotRecorded Lot = new(
        new(Id<LotId>(1), "雨衣", "防护", "件", 40, 10, null, "值班室", null, MemberOf(GridChief), null),
        Id<ImportId>(1),
        Night
    );

    [Fact]
    public void A_lot_gets_another_keeper_and_keeps_its_quantity_and_no_file_takes_that_back() =>
        Story
            .Of(Noun.Supplies)
            .Given(Lot)
            .When(new ChangeKeeper(Lot.Lot.Id, MemberOf(Responder), Secretary, After(1)))
            .Then(new KeeperChanged(Lot.Lot.Id, MemberOf(Responder), Secretary, After(1)))
            .Now<Supplies>(stock =>
                (stock.Lots[Lot.Lot.Id].Facts.Keeper, stock.Lots[Lot.Lot.Id].Facts.Quantity).ShouldBe((MemberOf(Responder), 40))
            )
            .When(new ChangeKeeper(Lot.Lot.Id, MemberOf(Responder), StreetOfficer, After(2)))
            .Nothing()
            .When(new UndoSuppliesImport(Id<ImportId>(1), After(3)))
            .Nothing()
            .When(new ChangeKeeper(Id<LotId>(9), null, Secretary, After(4)))
            .Refused(Supplies.UnknownLot, Id<LotId>(9).ToString());
}
