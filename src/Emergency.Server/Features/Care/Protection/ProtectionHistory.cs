using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>An event of a case. <paramref name="What"/>: the stored name of the event; <paramref name="Who"/>: masked.</summary>
/// <param name="Word">A code that belongs to it: a level, a means, a reason, a receiver, a source, a step; yes or no.</param>
/// <param name="Day">Day on which the child was seen.</param>
/// <param name="Level">Level of escalation of a late step.</param>
internal sealed record ProtectionEntry(
    long Position,
    DateTimeOffset At,
    string What,
    Role? Role,
    string? Who,
    string? Word,
    string? Text,
    DateOnly? Day,
    int? Level
);

/// <summary>An access to the case: its reader, masked, each once a day.</summary>
internal sealed record ProtectionReading(DateTimeOffset At, Role Role, string? Who);

/// <summary>Facts found in one pass over a stream.</summary>
internal sealed class ProtectionTold
{
    public Queue<ProtectionEntry> Entries { get; } = [];
    public Queue<ProtectionReading> Readings { get; } = [];
    public Dictionary<int, string?> Referred { get; } = [];
    public Dictionary<int, string?> Answers { get; } = [];
    public string? Why { get; set; }
    public string? Found { get; set; }
    public string? Goals { get; set; }
    public string? Closing { get; set; }
    public string? Transfer { get; set; }
}

/// <summary>Loads the events of a case from its stream, because no view keeps their words.</summary>
internal sealed class ProtectionHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 400,
        MostReadings = 100;

    public async Task<ProtectionTold> Of(string realm, PersonId child, Known known, CancellationToken stop)
    {
        var (told, accounts) = (new ProtectionTold(), known.Of<AccountsKnown>());
        await foreach (var happened in feed.Stream(Entities.Protection(realm, child), known.At, stop))
            Take(told, happened, accounts);
        return told;
    }

    private void Take(ProtectionTold told, Happened happened, AccountsKnown accounts)
    {
        switch (happened.Event)
        {
            case ProtectionRead e:
                told.Readings.Enqueue(new(e.At, e.By.Role, Who(accounts, e.By)));
                if (told.Readings.Count > MostReadings)
                    told.Readings.Dequeue();
                break;
            case ProtectionOpened e:
                told.Why = Text(e.Told);
                Add(e.By, Code(e.Source), told.Why);
                break;
            case ProtectionReopened e:
                (told.Why, told.Found, told.Goals) = (Text(e.Told), null, null);
                Add(e.By, Code(e.Source), told.Why);
                break;
            case ProtectionSignNoted e:
                Add(e.By, Code(e.Source));
                break;
            case ProtectionAssessed e:
                Add(e.By, e.Level, told.Found = Text(e.Told));
                break;
            case ProtectionPlanned e:
                Add(e.By, null, told.Goals = Text(e.Goals));
                break;
            case ServiceSettled e:
                Add(e.By, YesNo(e.Given), Text(e.Told));
                break;
            case ProtectionFollowedUp e:
                Add(e.By, Code(e.Means), Text(e.Told), Shanghai.Day(e.SeenAt));
                break;
            case ProtectionNoted e:
                Add(e.By, null, Text(e.Told));
                break;
            case ProtectionAssigned e:
                Add(e.By);
                break;
            case ProtectionReferred e:
                Add(e.By, e.Kind, told.Referred[e.No] = Text(e.Told));
                break;
            case ReferralAnswered e:
                Add(e.By, YesNo(e.Taken), told.Answers[e.No] = Text(e.Told));
                break;
            case TransferOffered e:
                Add(e.By, null, told.Transfer = Text(e.Told));
                break;
            case TransferAccepted e:
                Add(e.By);
                break;
            case TransferRefused e:
                Add(e.By, null, Text(e.Told));
                break;
            case TransferWithdrawn e:
                Add(e.By);
                break;
            case ClosingAsked e:
                Add(e.By, e.Reason, told.Closing = Text(e.Told));
                break;
            case ClosingRefused e:
                Add(e.By, null, Text(e.Told));
                break;
            case ProtectionClosed e:
                Add(e.By, e.Reason);
                break;
            case ProtectionLate { Level: > 1 } e:
                Add(null, Code(e.Step), null, null, e.Level);
                break;
            default:
                break;
        }

        void Add(By? by, string? word = null, string? text = null, DateOnly? day = null, int? level = null)
        {
            told.Entries.Enqueue(
                new(
                    happened.Position.Value,
                    happened.Meta.At,
                    happened.Form,
                    by?.Role,
                    by is null ? null : Who(accounts, by),
                    word,
                    text,
                    day,
                    level
                )
            );
            if (told.Entries.Count > Most)
                told.Entries.Dequeue();
        }
    }

    private static string YesNo(bool yes) => yes ? "yes" : "no";

    private static string Code(Enum value) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string? Who(AccountsKnown accounts, By by) =>
        accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null;

    private string? Text(Sealed? words) => words is { } value ? sealing.Open<FreeText>(value)?.Text : null;
}
