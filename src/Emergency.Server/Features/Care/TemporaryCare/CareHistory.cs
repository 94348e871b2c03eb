using Emergency.Domain;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>An entry in the history of a case.</summary>
/// <param name="Who">Masked name of the actor.</param>
/// <param name="Word">Code that details the form: an exit, a means, a party, the kind of question, yes or no.</param>
internal sealed record CareEntry(
    long Position,
    DateTimeOffset At,
    string Form,
    Role? Role,
    string? Who,
    string? Word,
    string? Text,
    DateOnly? Day,
    ListOf<CareTopic>? Worries,
    int? Level
);

/// <summary>Reads the history of a case from its stream, because no view keeps it.</summary>
internal sealed class CareHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 400;

    /// <summary>The last 400 entries, the oldest first.</summary>
    public async Task<IReadOnlyList<CareEntry>> Of(string realm, CareCaseId id, Known known, CancellationToken stop)
    {
        var accounts = known.Of<AccountsKnown>();
        var told = new Queue<CareEntry>();
        await foreach (var happened in feed.Stream(Entities.Care(realm, id), known.At, stop))
        {
            if (happened.Event is not CareEvent e)
                continue;
            told.Enqueue(Entry(happened, e, accounts));
            if (told.Count > Most)
                told.Dequeue();
        }
        return [.. told];
    }

    private CareEntry Entry(Happened happened, CareEvent e, AccountsKnown accounts)
    {
        var blank = new CareEntry(happened.Position.Value, happened.Meta.At, happened.Form, null, null, null, null, null, null, null);
        return e switch
        {
            CareOpened x => Signed(blank, x.By, accounts),
            AdultNamed x => Signed(blank with { Text = Masked(x.Adult) }, x.By, accounts),
            CareArranged x => Signed(blank with { Text = Masked(x.Carer) }, x.By, accounts),
            CareChecked x => Signed(
                blank with
                {
                    Day = x.Day,
                    Word = Code(x.Means),
                    Worries = x.Worries,
                    Text = Open(x.Note),
                },
                x.By,
                accounts
            ),
            CareLate x => blank with { Level = x.Level },
            CareSeen x => Signed(blank with { Word = Code(x.Party), Text = Open(x.Note) }, x.By, accounts),
            CareOffered x => Signed(blank with { Word = Code(x.Offer.Exit) }, x.Offer.By, accounts),
            CareAccepted x => Signed(blank with { Word = Code(x.Way) }, x.By, accounts),
            CareDeclined x => Signed(blank with { Text = Open(x.Reason) }, x.By, accounts),
            OtherTimeAsked x => Signed(blank with { Text = Open(x.Words) }, x.By, accounts),
            OfferTakenBack x => Signed(blank, x.By, accounts),
            CivilAffairsAsked x => Signed(blank with { Word = Code(x.Of), Text = Open(x.Why) }, x.By, accounts),
            CareAnswered x => Signed(blank with { Word = x.Yes ? "yes" : "no", Text = Open(x.Text) }, x.By, accounts),
            HarmCleared x => Signed(blank with { Text = Open(x.Basis) }, x.By, accounts),
            CareEnded x => Signed(blank with { Word = Code(x.Exit) }, x.By, accounts),
            _ => blank,
        };
    }

    private string? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value)?.Text : null;

    private string? Masked(Sealed text) => Open(text) is { } name ? Masks.Name(name) : null;

    private static string? Code(Enum? value) =>
        value is { } one ? System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()) : null;

    private static CareEntry Signed(CareEntry entry, By? by, AccountsKnown accounts) =>
        by is null
            ? entry
            : entry with
            {
                Role = by.Role,
                Who = accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null,
            };
}
