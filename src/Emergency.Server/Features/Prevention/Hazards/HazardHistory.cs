using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>Loads the events of a hazard from its stream, because no view keeps them.</summary>
internal sealed class HazardHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<HazardEntry>> Of(HazardId id, Known known, CancellationToken stop)
    {
        var told = new Queue<HazardEntry>();
        await foreach (var happened in feed.Stream(Entities.Hazard(id), known.At, stop))
        {
            told.Enqueue(Entry(happened, known.Of<AccountsKnown>(), known.Of<PlacesKnown>()));
            if (told.Count > Most)
                told.Dequeue();
        }
        return [.. told];
    }

    private HazardEntry Entry(Happened happened, AccountsKnown accounts, PlacesKnown places)
    {
        var blank = new HazardEntry(
            happened.Position.Value,
            happened.Meta.At,
            happened.Form,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null
        );
        return happened.Event switch
        {
            HazardFound e => Signed(blank with { At = e.SeenAt, Guard = e.Guard, Words = Told(e.Facts) }, e.By, accounts),
            HazardReported e => blank with { Words = Told(e.Facts) },
            HazardReportedAgain e => blank with { Words = e.Text is { } text ? sealing.Open<HazardText>(text)?.What : null },
            HazardTaken e => Signed(blank with { Words = Told(e.Facts) }, e.By, accounts),
            HazardDropped e => Signed(blank with { Words = Open(e.Reason)?.Text }, e.By, accounts),
            HazardMoved e => Signed(blank with { Words = $"{places.Name(e.From)} → {places.Name(e.To)}" }, e.By, accounts),
            HazardGuarded e => Signed(blank with { Guard = e.Guard }, e.By, accounts),
            HazardAssigned e => Signed(
                blank with
                {
                    Owner = e.Owner.Kind,
                    OwnerName = Open(e.Owner.Contact)?.Text,
                    DueOn = e.DueOn,
                },
                e.By,
                accounts
            ),
            HazardAccepted e => Signed(blank, e.By, accounts),
            HazardReturned e => Signed(blank with { Words = Open(e.Cause)?.Text }, e.By, accounts),
            HazardMended e => Signed(blank with { Words = Open(e.Text)?.Text }, e.By, accounts),
            HazardChecked e => Signed(blank with { Words = Open(e.Text)?.Text }, e.By, accounts),
            HazardNotMended e => Signed(blank with { Words = Open(e.Text)?.Text, DueOn = e.DueOn }, e.By, accounts),
            HazardClosed e => Signed(blank with { Words = Open(e.Text)?.Text }, e.By, accounts),
            HazardReopened e => Signed(blank with { Words = Open(e.Reason)?.Text }, e.By, accounts),
            HazardLate e => blank with { Level = e.Level },
            HazardRaised e => Signed(blank, e.By, accounts),
            HazardProposed e => Signed(blank with { Words = Open(e.Text)?.Text }, e.By, accounts),
            HazardProposalAnswered e => Signed(blank with { Words = Open(e.Text)?.Text, Taken = e.Taken }, e.By, accounts),
            HazardTakenOver e => blank with { Words = e.Row.Status },
            var other => throw new Unforeseen(other),
        };
    }

    private string? Told(HazardFacts facts) => facts.Text is { } text ? sealing.Open<HazardText>(text)?.What : null;

    private FreeText? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value) : null;

    private static HazardEntry Signed(HazardEntry entry, By by, AccountsKnown accounts) =>
        entry with
        {
            Role = by.Role.ToString(),
            Who = accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null,
        };
}
