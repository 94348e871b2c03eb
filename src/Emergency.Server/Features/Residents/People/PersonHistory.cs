using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Loads the events of a person's record from the streams of the registers, because no view keeps them. A person taken
/// from another community brings that register's part along.
/// </summary>
internal sealed class PersonHistory(IFeed feed, ISealing sealing)
{
    public async Task<IReadOnlyList<HistoryEntry>> Of(
        string realm,
        PersonKnown person,
        PersonSight sight,
        Known known,
        DateOnly today,
        CancellationToken stop
    )
    {
        var told = new List<Happened>();
        var (upTo, read, next) = (known.At, new HashSet<string>(StringComparer.Ordinal), new Queue<string>([person.Community]));
        while (next.TryDequeue(out var community))
        {
            if (!read.Add(community))
                continue;
            var guardians = new HashSet<GuardianId>();
            await foreach (var happened in feed.Stream(Entities.Residents(realm, community), upTo, stop))
            {
                if (!Concerns(happened.Event, person.Id, guardians))
                    continue;
                told.Add(happened);
                if (happened.Event is PersonTaken taken)
                    next.Enqueue(taken.From);
            }
        }
        var walk = new Walk(person, sight, known.Of<AccountsKnown>(), today, sealing);
        return [.. told.OrderBy(happened => happened.Position).Select(walk.Entry)];
    }

    private static bool Concerns(object told, PersonId id, HashSet<GuardianId> guardians)
    {
        if (GuardianOf(told) is not { } guardian)
            return told switch
            {
                GuardianRemoved e => guardians.Contains(e.Guardian),
                _ => RecordOf(told)?.Id == id || PersonOf(told) == id || MoverOf(told, id) is not null,
            };
        if (guardian.Person == id)
            guardians.Add(guardian.Id);
        return guardian.Person == id;
    }

    private static Guardian? GuardianOf(object told) =>
        told switch
        {
            GuardianRecorded e => e.Guardian,
            GuardianEntered e => e.Guardian,
            GuardianCorrected e => e.Guardian,
            GuardianEnded e => e.Guardian,
            _ => null,
        };

    private static AtRiskResident? RecordOf(object told) =>
        told switch
        {
            PersonRecorded e => e.Person,
            PersonEntered e => e.Person,
            PersonCorrected e => e.Person,
            PersonTaken e => e.Person,
            PersonsMerged e => e.Into,
            PersonsUnmerged e => e.Gone,
            _ => null,
        };

    private static PersonId? PersonOf(object told) =>
        told switch
        {
            PersonRemoved e => e.Person,
            PersonLeft e => e.Person,
            PersonReturned e => e.Person,
            HelperPaired e => e.Person,
            PersonHeld e => e.Person,
            PersonGiven e => e.Person,
            GivingCancelled e => e.Person,
            GivingRefused e => e.Person,
            PersonPassed e => e.Person.Id,
            ConsentEvent e => e.Person,
            _ => null,
        };

    private static (HouseholdId Into, string? Grid, Mover Mover)? MoverOf(object told, PersonId id) =>
        told switch
        {
            HouseholdSplit e when e.Movers.FirstOrDefault(one => one.Person == id) is { } mover => (e.New.Id, e.New.Grid, mover),
            HouseholdsMerged e when e.Movers.FirstOrDefault(one => one.Person == id) is { } mover => (e.Into, null, mover),
            _ => null,
        };

    /// <summary>A pass from the first event to the last: each entry is compared with the state before it.</summary>
    private sealed class Walk(PersonKnown person, PersonSight sight, AccountsKnown accounts, DateOnly today, ISealing sealing)
    {
        private readonly Dictionary<GuardianId, string?> _guardians = [];
        private PersonDraft _draft = PersonDraft.Empty;

        public HistoryEntry Entry(Happened happened)
        {
            var (told, was) = (happened.Event, _draft);
            _draft = Next(told) ?? _draft;
            // A present refusal hides past illness too. Consent by a file alone shows it only from then on.
            var consent =
                person.AllowsIllness(today)
                && (
                    person.Newest(ConsentUse.HealthCare) is not null || (_draft.Sensitive.Consent == true && was.Sensitive.Consent != false)
                );
            return new(
                happened.Position.Value,
                happened.Meta.At,
                happened.Form,
                (told as IByHand)?.By.Account.Key ?? happened.Meta.Account,
                (told as IByHand)?.By.Role.ToString() ?? happened.Meta.Role,
                (told as IImported)?.Import,
                (told as IByHand)?.Why is { } why ? Text(why) : null,
                Day(told),
                told is PersonLeft { Where: { } where } ? Text(where)
                    : told is PersonGiven given ? given.To
                    : null,
                [
                    .. PersonDraft
                        .Differences(was, _draft)
                        .Select(one => PersonDraft.MayRead(sight, one.Field, consent) ? one : one with { Was = null, Now = null }),
                ],
                Guardian(told),
                Consent(told),
                told is IByHand by && accounts.Find(by.By.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null
            );
        }

        private PersonDraft? Next(object told)
        {
            if (RecordOf(told) is { } record)
                return
                    sealing.Open<PersonContact>(record.Contact) is { } contact
                    && sealing.Open<PersonSensitive>(record.Sensitive) is { } sensitive
                    ? new(contact, sensitive, record.Grid, record.Household)
                    : null;
            if (told is PersonReturned back)
                return _draft with { Household = back.Household };
            return MoverOf(told, person.Id) is { } moved && sealing.Open<PersonContact>(moved.Mover.Contact) is { } there
                ? _draft with
                {
                    Contact = there,
                    Household = moved.Into,
                    Grid = moved.Grid ?? _draft.Grid,
                }
                : null;
        }

        private HistoryGuardian? Guardian(object told)
        {
            var guardian = GuardianOf(told);
            if ((told as GuardianRemoved)?.Guardian is not { } id)
            {
                if (guardian is null)
                    return null;
                id = guardian.Id;
            }
            var now = guardian is null ? null : Said(guardian);
            var was = _guardians.GetValueOrDefault(id);
            _guardians[id] = now;
            return new(id, was, now);
        }

        private string? Said(Guardian guardian) =>
            sealing.Open<GuardianContact>(guardian.Contact) is { } contact
                ? string.Join(
                    ' ',
                    new[]
                    {
                        contact.Role,
                        contact.Name,
                        contact.Relation,
                        string.Join('、', contact.Phones),
                        contact.Where,
                        contact.From?.ToString("O", null),
                        contact.To?.ToString("O", null),
                    }.Where(part => part is { Length: > 0 })
                )
                : null;

        private string? Text(Sealed text) => sealing.Open<FreeText>(text)?.Text;

        private static DateOnly? Day(object told) =>
            told switch
            {
                PersonEntered e => e.Day,
                PersonLeft e => e.Day,
                PersonReturned e => e.Day,
                GuardianEnded e => e.Day,
                ConsentEvent e => e.Said.Day,
                _ => null,
            };

        private HistoryConsent? Consent(object told) =>
            told is ConsentEvent e
                ? new(
                    e.Said.Uses,
                    e.Said.Guardian is not null,
                    (e as ConsentGiven)?.Until,
                    e.Proof.Paper is not null,
                    e.Proof.Witness is { } witness ? Text(witness) : null,
                    e.Proof.Explained is { } explained ? Text(explained) : null
                )
                : null;
    }
}

/// <summary>
/// A change: time, actor, stored name of the event, reason. Parts that the asker cannot see are null.
/// <paramref name="Day"/>: first day on which it holds. <paramref name="Where"/>: destination. <paramref name="Who"/>:
/// name of the acting person, masked.
/// </summary>
internal sealed record HistoryEntry(
    long Position,
    DateTimeOffset At,
    string What,
    string Account,
    string Role,
    ImportId? Import,
    string? Why,
    DateOnly? Day,
    string? Where,
    IReadOnlyList<PersonChange> Changes,
    HistoryGuardian? Guardian,
    HistoryConsent? Consent = null,
    string? Who = null
);

/// <summary>Uses with a yes or no, whether a guardian answered, and the proof.</summary>
internal sealed record HistoryConsent(
    ListOf<ConsentUse> Uses,
    bool Guardian,
    DateOnly? Until,
    bool Paper,
    string? Witness,
    string? Explained
);

/// <summary>Guardian, caregiver or contact before and after, in words.</summary>
internal sealed record HistoryGuardian(GuardianId Id, string? Was, string? Now);

/// <param name="AccessId">Id of the record of this access.</param>
internal sealed record HistoryShown(string AccessId, PersonId PersonId, IReadOnlyList<HistoryEntry> Items, long Position);
