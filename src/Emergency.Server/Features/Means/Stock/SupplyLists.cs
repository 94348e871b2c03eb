using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Stock;

/// <summary>List of supplies (应急物资): the lots of each community, and a street's own, by name.</summary>
internal sealed class ListedSupplies() : ListedByCommunity<LotShown>("supplies", SuppliesPermissions.Read)
{
    protected override bool OfStreet => true;

    protected override IEnumerable<LotShown> In(ListAsked asked, string code) =>
        asked
            .Known.Of<SuppliesKnown>(asked.Asked.Realm)
            .Of(code)
            .Lots.Values.OrderBy(lot => lot.Facts.Name, StringComparer.Ordinal)
            .ThenBy(lot => lot.Facts.Id.Value)
            .Select(lot => LotShown.Of(lot, asked.Today));

    protected override IReadOnlyList<Column<LotShown>> Columns(ListAsked asked) =>
        [
            new("item", one => one.Name),
            new("category", one => one.Category),
            new("amount", one => Cells.Number(one.Quantity)),
            new("of", one => one.Unit),
            new("free", one => Cells.Number(one.Free)),
            new("reserved", one => Cells.Some(one.Reserved)),
            new("issued", one => Cells.Some(one.Issued)),
            new("minimum", one => Cells.Number(one.Minimum)),
            new("low", one => asked.Words.Yes(one.Low)),
            new("expires", one => Cells.Day(one.ExpiresOn)),
            new("place", one => one.Location),
            new("counted", one => Cells.Day(one.CheckedOn)),
        ];
}

/// <summary>借出、借进、调拨: loans of a store to others, loans from others, and transfers on their way. A person is masked.</summary>
internal sealed class ListedLoans(StoreQuery query) : ListedByCommunity<LoanRow>("loans", SuppliesPermissions.Read)
{
    protected override bool OfStreet => true;

    protected override IEnumerable<LoanRow> In(ListAsked asked, string code)
    {
        var store = query.Of(new StoreSeen(code, asked.Known, asked.Asked), days: 1);
        return
        [
            .. store.Loans.Select(one => LoanRow.Of("lent", one, one.To)),
            .. store.Borrowed.Select(one => LoanRow.Of("borrowed", one, one.FromName)),
            .. store.Coming.Select(one => LoanRow.Of("coming", one, one.FromName)),
            .. store.Going.Select(one => LoanRow.Of("given", one, one.ToName)),
        ];
    }

    protected override IReadOnlyList<Column<LoanRow>> Columns(ListAsked asked) =>
        [
            new("way", one => asked.Words.Say($"list.way.{one.Way}")),
            new("item", one => one.Item),
            new("amount", one => Cells.Number(one.Quantity)),
            new("of", one => one.Unit),
            new("not-back", one => Cells.Number(one.Out)),
            new("other-side", one => one.With),
            new("at", one => Cells.Time(one.At)),
            new("due", one => Cells.Day(one.Until)),
            new("late", one => asked.Words.Yes(one.Overdue)),
        ];
}

/// <param name="Way">A key under "list.way".</param>
/// <param name="Out">Quantity not back; null for goods given for good.</param>
internal sealed record LoanRow(
    string Way,
    string Item,
    int Quantity,
    string Unit,
    int? Out,
    string With,
    DateTimeOffset At,
    DateOnly? Until,
    bool Overdue
)
{
    public static LoanRow Of(string way, LoanShown loan, string with) =>
        new(way, loan.Item, loan.Quantity, loan.Unit, loan.Out, with, loan.At, loan.Until, loan.Overdue);

    public static LoanRow Of(string way, StockTransferShown given, string with) =>
        new(way, given.Item, given.Quantity, given.Unit, null, with, given.At, null, false);
}
