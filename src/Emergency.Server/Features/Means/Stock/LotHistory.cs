using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Stock;

/// <summary>Events of a lot, oldest first.</summary>
internal sealed record LotHistoryShown(IReadOnlyList<LotEntry> Items, long Position);

/// <param name="What">The stored name of the event, without its version: supplies.lot-lent.</param>
/// <param name="Before">Quantity before the event; <paramref name="After"/>: quantity after it.</param>
/// <param name="Quantity">Quantity concerned.</param>
/// <param name="Counted">Quantity counted, at <paramref name="CountedAt"/>.</param>
/// <param name="Reason">Reason of a write-off, or source of the goods.</param>
/// <param name="To">Receiver; a person masked.</param>
/// <param name="Witness">Masked name of the witness.</param>
/// <param name="Who">Masked.</param>
internal sealed record LotEntry(
    long Position,
    DateTimeOffset At,
    string What,
    int Before,
    int After,
    int? Quantity,
    int? Counted,
    DateTimeOffset? CountedAt,
    string? Reason,
    string? To,
    string? Witness,
    string? Note,
    string? Location,
    DateOnly? Until,
    Role? Role,
    string? Who
);

/// <summary>Loads a lot's history from its store's stream, because no view keeps it.</summary>
internal sealed class LotHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 400;

    public async Task<IReadOnlyList<LotEntry>> Of(StoreSeen seen, LotId lot, CancellationToken stop)
    {
        var (state, told) = (Supplies.None, new Queue<LotEntry>());
        await foreach (var happened in feed.Stream(Entities.Supplies(seen.Asked.Realm, seen.Code), seen.Known.At, stop))
        {
            if (happened.Event is not SuppliesEvent stocked)
                continue;
            var next = Supplies.Evolve(state, stocked);
            if (IsOf(stocked, lot))
            {
                var (before, after) = (state.Lots.GetValueOrDefault(lot)?.Present ?? 0, next.Lots.GetValueOrDefault(lot)?.Present ?? 0);
                told.Enqueue(Entry(seen, happened, stocked, before, after));
                if (told.Count > Most)
                    told.Dequeue();
            }
            state = next;
        }
        return [.. told];
    }

    private static bool IsOf(SuppliesEvent happened, LotId lot) =>
        happened switch
        {
            LotMoved e => e.Lot == lot || e.Part == lot,
            LotByHand e => e.Lot == lot,
            LotRecorded e => e.Lot.Id == lot,
            LotForTask e => e.Lot == lot,
            LotChecked e => e.Lot == lot,
            _ => false,
        };

    private LotEntry Entry(StoreSeen seen, Happened happened, SuppliesEvent told, int before, int after)
    {
        var by = told switch
        {
            LotByHand e => e.By,
            LotIssued e => e.By,
            LotReturned e => e.By,
            LotChecked e => e.By,
            _ => null,
        };
        var who = by is null ? null : seen.Known.Of<AccountsKnown>().Find(by.Account)?.Contact?.Person;
        var blank = new LotEntry(
            happened.Position.Value,
            told.At,
            happened.Form[..happened.Form.LastIndexOf('.')],
            before,
            after,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            by?.Role,
            who is { Length: > 0 } ? Masks.Name(who) : null
        );
        string Store(string code) => seen.Places.Name(code);
        return told switch
        {
            LotRecorded e => blank with { Quantity = e.Lot.Quantity, Location = e.Lot.Location },
            LotReserved e => blank with { Quantity = e.Quantity },
            LotIssued e => blank with { Quantity = e.Quantity },
            LotReturned e => blank with { Quantity = e.Quantity },
            LotChecked e => blank with { Counted = e.Quantity },
            LotEntered e => blank with
            {
                Quantity = e.Facts.Quantity,
                Reason = Word(e.Source),
                Location = e.Facts.Location,
                Note = Text(e.Note),
            },
            LotReceived e => blank with { Quantity = e.Quantity, Reason = Word(e.Source), Note = Text(e.Note) },
            LotCorrected e => blank with { Location = e.Fields.Contains(LotField.Location) ? e.Facts.Location : null },
            LotCounted e => blank with { Counted = e.Here, CountedAt = e.CountedAt, Note = Text(e.Note) },
            LotWrittenOff e => blank with
            {
                Quantity = e.Quantity,
                Reason = Word(e.Reason),
                Witness = Text(e.Witness) is { } name ? Masks.Name(name) : null,
                Note = Text(e.Note),
            },
            LotMoved e => blank with { Quantity = e.Quantity, Location = e.Location },
            LotLent e => blank with { Quantity = e.Quantity, To = e.Store is { } code ? Store(code) : Name(e.To), Until = e.Until },
            LoanExtended e => blank with { Until = e.Until },
            LoanReturned e => blank with { Quantity = e.Back + e.Broken + e.Lost, Note = Text(e.Note) },
            LotHandedOut e => blank with { Quantity = e.Quantity, To = Name(e.To), Note = Text(e.Note) },
            LotGiven e => blank with { Quantity = e.Quantity, To = Store(e.To) },
            LotPassed e => blank with { Quantity = e.Facts.Quantity, To = Store(e.To) },
            LotTaken e => blank with { Quantity = e.Facts.Quantity, To = Store(e.From), Location = e.Facts.Location },
            _ => blank,
        };
    }

    private static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private string? Text(Sealed? text) => text is { } one ? sealing.Open<FreeText>(one)?.Text : null;

    private string Name(Sealed to) => HolderText.Of(sealing.Open<Holder>(to));
}
