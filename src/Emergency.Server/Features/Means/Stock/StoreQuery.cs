using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Stock;

/// <summary>Builds a store's page from the views.</summary>
internal sealed class StoreQuery(ISealing sealing, IEnumerable<INeedsSupplies> needs)
{
    /// <param name="days">Days ahead for which expiring goods are shown.</param>
    public StoreShown Of(StoreSeen seen, int days)
    {
        var today = Shanghai.Day(seen.Asked.Now);
        var lots = seen.State.Lots.Values.OrderBy(lot => lot.Facts.Name, StringComparer.Ordinal).ThenBy(lot => lot.Facts.Id.Value).ToList();
        var needed = Needs(seen, lots, today).ToList();
        var coming = seen
            .Stores.Stocks.Where(store => store.Key != seen.Code)
            .SelectMany(store => store.Value.Transfers.Values.Where(one => one.To == seen.Code).Select(one => Shown(seen, store.Key, one)));
        var borrowed = seen
            .Stores.Stocks.Where(store => store.Key != seen.Code)
            .SelectMany(store => Loans(seen, store.Key, store.Value.Lots.Values, today).Where(loan => loan.Store == seen.Code));
        return new(
            seen.Code,
            seen.Places.Name(seen.Code),
            today,
            [.. lots.Select(lot => Shown(seen, lot, today))],
            needed,
            [.. InOrder(Loans(seen, seen.Code, lots, today))],
            [.. InOrder(borrowed)],
            [.. coming.OrderBy(one => one.At)],
            [.. seen.State.Transfers.Values.OrderBy(one => one.At).Select(one => Shown(seen, seen.Code, one))],
            [.. Replacing(lots, needed, today, days)],
            [.. seen.Others.Select(code => new OtherStore(code, seen.Places.Name(code)))],
            seen.Known.At.Value
        );
    }

    /// <summary>Six digits of a lot's label: the same on every device, and meaningless in themselves.</summary>
    public static string Label(LotId lot)
    {
        Span<byte> bytes = stackalloc byte[16];
        lot.Value.TryWriteBytes(bytes);
        return (
            (BitConverter.ToUInt32(bytes[12..]) ^ BitConverter.ToUInt32(bytes[8..]) ^ BitConverter.ToUInt32(bytes)) % 1_000_000
        ).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static StoredLot Shown(StoreSeen seen, Lot lot, DateOnly today)
    {
        var facts = lot.Facts;
        return new(
            facts.Id,
            Label(facts.Id),
            facts.Name,
            facts.Category,
            facts.Unit,
            facts.Quantity,
            lot.Present,
            lot.Free,
            lot.Reserved.Values.Sum(),
            lot.Issued.Values.Sum(),
            lot.Lent,
            facts.Minimum,
            facts.ExpiresOn,
            LotShown.IsExpired(lot, today),
            facts.Location,
            facts.Keeper,
            facts.Keeper is { } keeper ? seen.Mask(keeper) : null,
            facts.CheckedOn,
            SupplyTable.IsForProfessionals(facts.Name),
            lot.Tally,
            [.. Disputed(lot).Select(count => Shown(seen, count))]
        );
    }

    // Counts of the same shelf by two people within a day that differ.
    private static IEnumerable<Counted> Disputed(Lot lot) =>
        lot.Counts is [var last, var before, ..]
        && last.By.Account != before.By.Account
        && last.Here != before.Here
        && last.CountedAt - before.CountedAt < TimeSpan.FromDays(1)
            ? [last, before]
            : [];

    private static CountShown Shown(StoreSeen seen, Counted count) =>
        new(
            count.Here,
            count.Expected,
            count.CountedAt,
            seen.Known.Of<AccountsKnown>().Find(count.By.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null,
            count.By.Role
        );

    private IEnumerable<NeedShown> Needs(StoreSeen seen, IReadOnlyList<Lot> lots, DateOnly today)
    {
        var asked = needs
            .SelectMany(one => one.Of(seen.Known, seen.Asked.Realm, seen.Code))
            .ToLookup(one => one.Item, StringComparer.Ordinal);
        var kept = lots.ToLookup(lot => lot.Facts.Name, StringComparer.Ordinal);
        return asked
            .Select(same => same.Key)
            .Union(kept.Select(same => same.Key), StringComparer.Ordinal)
            .Select(item =>
            {
                var here = kept[item].Where(lot => !LotShown.IsExpired(lot, today)).Sum(lot => lot.Present);
                var minimum = kept[item].Sum(lot => lot.Facts.Minimum);
                var hazards = asked[item]
                    .GroupBy(one => one.Hazard, StringComparer.Ordinal)
                    .Select(same => new HazardAsk(same.Key, same.Max(one => one.Quantity)))
                    .OrderByDescending(one => one.Quantity)
                    .ToList();
                var most = hazards.Count == 0 ? 0 : hazards[0].Quantity;
                return new NeedShown(
                    item,
                    kept[item].FirstOrDefault()?.Facts.Unit,
                    here,
                    minimum,
                    most,
                    Math.Max(0, Math.Max(minimum, most) - here),
                    SupplyTable.IsForProfessionals(item) || (asked[item].Any() && asked[item].All(one => one.Professional)),
                    hazards
                );
            })
            .OrderByDescending(one => one.Lacking > 0)
            .ThenBy(one => one.Item, StringComparer.Ordinal);
    }

    private IEnumerable<LoanShown> Loans(StoreSeen seen, string store, IEnumerable<Lot> lots, DateOnly today) =>
        from lot in lots
        from loan in lot.Loans.Values
        select new LoanShown(
            lot.Facts.Id,
            loan.Id,
            store,
            seen.Places.Name(store),
            lot.Facts.Name,
            lot.Facts.Unit,
            loan.Quantity,
            loan.Out,
            loan.Store,
            loan.Store is { } other ? seen.Places.Name(other) : HolderText.Of(sealing.Open<Holder>(loan.To)),
            loan.Until,
            loan.Until < today,
            loan.At
        );

    private static IEnumerable<LoanShown> InOrder(IEnumerable<LoanShown> loans) =>
        loans.OrderBy(one => one.Until).ThenBy(one => one.Loan.Value);

    private static StockTransferShown Shown(StoreSeen seen, string from, Transfer one) =>
        new(
            one.Id,
            from,
            seen.Places.Name(from),
            one.To,
            seen.Places.Name(one.To),
            one.Lot.Name,
            one.Lot.Unit,
            one.Quantity,
            one.Lot.ExpiresOn,
            one.At
        );

    // Goods that are needed and will lack once all that expires soon is removed.
    private static IEnumerable<ReplacingShown> Replacing(IReadOnlyList<Lot> lots, IReadOnlyList<NeedShown> needs, DateOnly today, int days)
    {
        var soon = lots.Where(lot => lot.Facts.ExpiresOn <= today.AddDays(days) && lot.Present > 0).ToList();
        foreach (var same in soon.GroupBy(lot => lot.Facts.Name, StringComparer.Ordinal))
        {
            var need = needs.First(one => one.Item == same.Key);
            var stays = need.Here - same.Where(lot => !LotShown.IsExpired(lot, today)).Sum(lot => lot.Present);
            var order = Math.Max(0, Math.Max(need.Minimum, need.Asked) - stays);
            foreach (
                var lot in same.OrderBy(lot => lot.ReplacedBy is not null)
                    .ThenBy(lot => lot.Facts.ExpiresOn)
                    .ThenBy(lot => lot.Facts.Id.Value)
            )
            {
                var replaced = lot.ReplacedBy is not null;
                yield return new(
                    lot.Facts.Id,
                    lot.Facts.Name,
                    lot.Facts.Unit,
                    lot.Facts.ExpiresOn!.Value,
                    lot.Present,
                    replaced ? 0 : order,
                    replaced
                );
                order = replaced ? order : 0;
            }
        }
    }
}

/// <summary>Text for a borrower or receiver: a unit in clear, a person masked.</summary>
internal static class HolderText
{
    public static string Of(Holder? holder) =>
        holder is null ? ""
        : holder.Person is { Length: > 0 } person ? (holder.Unit is { } unit ? $"{unit} {Masks.Name(person)}" : Masks.Name(person))
        : holder.Unit ?? "";
}
