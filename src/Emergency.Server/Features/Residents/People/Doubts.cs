using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>
/// Kinds of mix-up: another person under the same record; needs, kinds or door lost by a file; a guardian whose number
/// belongs to another county; two persons with the same number.
/// </summary>
internal enum DoubtKind
{
    AnotherPerson,
    SomethingLost,
    StrayGuardian,
    NumberTwice,
}

/// <summary>
/// A doubt about a record. <paramref name="Before"/> is the content that the answer "put back" writes; null where there
/// is nothing to put back.
/// </summary>
internal sealed record Doubt(
    Guid Id,
    DoubtKind Kind,
    string Community,
    PersonKnown Person,
    PersonSnapshot? Was,
    AtRiskResident? Before,
    GuardianKnown? Guardian,
    ImportId? Import,
    DateTimeOffset At
);

/// <summary>Content of a record at a past time, opened.</summary>
internal sealed record PersonSnapshot(PersonContact Contact, PersonSensitive Sensitive);

/// <summary>
/// Finds mix-ups of earlier files in the stored events. Nothing is mended by itself. A register is searched again only
/// after it changed.
/// </summary>
internal sealed class Doubts(IFeed feed, ISealing sealing)
{
    private readonly ConcurrentDictionary<(string Realm, string Community), Asked> _read = [];

    /// <param name="At">Newest event of the register at the time of the search.</param>
    private sealed record Asked(Position At, IReadOnlyList<Doubt> Open, IReadOnlySet<Guid> Settled);

    /// <summary>The open doubts of the communities at or below a division, oldest first.</summary>
    public async Task<IReadOnlyList<Doubt>> In(Known known, string realm, string division, CancellationToken stop) =>
        await In(known.Of<ResidentsKnown>(realm), realm, division, stop);

    internal async Task<IReadOnlyList<Doubt>> In(ResidentsKnown residents, string realm, string division, CancellationToken stop)
    {
        var all = new List<Doubt>();
        foreach (var community in residents.RegistersIn(division).Order(StringComparer.Ordinal))
            all.AddRange((await Of(residents, realm, community, stop)).Open);
        return [.. all.OrderBy(doubt => doubt.At).ThenBy(doubt => doubt.Id)];
    }

    /// <summary>True when somebody has settled the doubt.</summary>
    public async Task<bool> IsSettled(Known known, string realm, string community, Guid doubt, CancellationToken stop) =>
        (await Of(known.Of<ResidentsKnown>(realm), realm, community, stop)).Settled.Contains(doubt);

    private async Task<Asked> Of(ResidentsKnown residents, string realm, string community, CancellationToken stop)
    {
        var at = residents.Register(community).At;
        if (!_read.TryGetValue((realm, community), out var read) || read.At != at)
            _read[(realm, community)] = read = await Read(residents, realm, community, at, stop);
        return read;
    }

    private async Task<Asked> Read(ResidentsKnown residents, string realm, string community, Position upTo, CancellationToken stop)
    {
        var (persons, open, guardians, settled) = (
            new Dictionary<PersonId, AtRiskResident>(),
            new Dictionary<PersonId, Doubt>(),
            new Dictionary<GuardianId, GuardianRecorded>(),
            new HashSet<Guid>()
        );
        await foreach (var happened in feed.Stream(Entities.Residents(realm, community), upTo, stop))
            switch (happened.Event)
            {
                case PersonRecorded e:
                    Compare(residents, community, happened, persons.GetValueOrDefault(e.Person.Id), e, open);
                    persons[e.Person.Id] = e.Person;
                    break;
                case PersonEntered e:
                    persons[e.Person.Id] = e.Person;
                    break;
                case PersonCorrected e:
                    persons[e.Person.Id] = e.Person;
                    break;
                case PersonTaken e:
                    persons[e.Person.Id] = e.Person;
                    break;
                case PersonPassed e:
                    Forget(e.Person.Id);
                    break;
                case PersonRemoved e:
                    Forget(e.Person);
                    break;
                case PersonErased e:
                    Forget(e.Person);
                    break;
                case GuardianRecorded e:
                    guardians[e.Guardian.Id] = e;
                    break;
                case GuardianRemoved e:
                    guardians.Remove(e.Guardian);
                    break;
                case DoubtSettled e:
                    settled.Add(e.Doubt);
                    break;
                default:
                    break;
            }
        return new(
            upTo,
            [
                .. open
                    .Values.Concat(Strays(residents, community, guardians.Values))
                    .Concat(Twice(residents, community))
                    .Where(doubt => !settled.Contains(doubt.Id) && doubt.Person.Community == community && doubt.Person.Left is null),
            ],
            settled
        );

        void Forget(PersonId person)
        {
            persons.Remove(person);
            open.Remove(person);
        }
    }

    /// <summary>
    /// Finds a change by a file that makes a person into another, or removes all needs, all kinds or the door. A later
    /// record that agrees with the earlier one ends the doubt.
    /// </summary>
    private void Compare(
        ResidentsKnown residents,
        string community,
        Happened happened,
        AtRiskResident? before,
        PersonRecorded told,
        Dictionary<PersonId, Doubt> open
    )
    {
        var id = told.Person.Id;
        if (before is null || residents.Persons.GetValueOrDefault(id) is not { Erased: false } known || Opened(told.Person) is not { } now)
            return;
        if (open.TryGetValue(id, out var asked))
        {
            if (asked.Was is { } earlier && Differs(earlier, now) is null)
                open.Remove(id);
            return;
        }
        if (
            told.Import is not { } import
            || (before.Contact == told.Person.Contact && before.Sensitive == told.Person.Sensitive)
            || Opened(before) is not { } was
            || Differs(was, now) is not { } kind
        )
            return;
        open[id] = new(Derived.Id(id.Value, $"doubt {happened.Name}"), kind, community, known, was, before, null, import, told.At);
    }

    private static DoubtKind? Differs(PersonSnapshot was, PersonSnapshot now)
    {
        var another =
            (
                was.Contact.Name != now.Contact.Name
                && (
                    Apart(was.Sensitive.Born?.ToString("O", null), now.Sensitive.Born?.ToString("O", null))
                    || Apart(was.Sensitive.IdNumber, now.Sensitive.IdNumber)
                )
            )
            || (
                Apart(was.Sensitive.IdNumber, now.Sensitive.IdNumber)
                && Apart(was.Sensitive.Born?.ToString("O", null), now.Sensitive.Born?.ToString("O", null))
            );
        if (another)
            return DoubtKind.AnotherPerson;
        return
            (was.Sensitive.Needs.Count > 0 && now.Sensitive.Needs.Count == 0)
            || (was.Sensitive.Kinds.Count > 0 && now.Sensitive.Kinds.Count == 0)
            || (was.Contact.Building is not null && now.Contact.Building is null)
            ? DoubtKind.SomethingLost
            : null;
    }

    private static bool Apart(string? one, string? other) => one is not null && other is not null && one != other;

    /// <summary>
    /// Finds guardians from another county's file: the id of a numbered guardian follows from the county of the file, which
    /// must be the ward's.
    /// </summary>
    private IEnumerable<Doubt> Strays(ResidentsKnown residents, string community, IEnumerable<GuardianRecorded> guardians)
    {
        foreach (var told in guardians)
        {
            if (
                told.Import is not { } import
                || residents.Persons.GetValueOrDefault(told.Guardian.Person) is not { Erased: false } ward
                || sealing.Open<GuardianContact>(told.Guardian.Contact) is not { Register: { } number } contact
            )
                continue;
            var county = Divisions.County(community);
            var strange = residents
                .Registers.Keys.Select(Divisions.County)
                .Distinct(StringComparer.Ordinal)
                .Where(other => other != county)
                .Any(other => told.Guardian.Id.Value == Derived.Register("guardian", other, number));
            if (strange)
                yield return new(
                    Derived.Id(told.Guardian.Id.Value, $"doubt stray {ward.Id}"),
                    DoubtKind.StrayGuardian,
                    community,
                    ward,
                    null,
                    null,
                    new(told.Guardian.Id, ward.Id, contact),
                    import,
                    told.At
                );
        }
    }

    private static IEnumerable<Doubt> Twice(ResidentsKnown residents, string community)
    {
        foreach (
            var same in residents
                .PersonsOf(community)
                .Where(one => one is { Erased: false, Sensitive.Register: not null })
                .GroupBy(one => one.Sensitive.Register!, StringComparer.Ordinal)
                .Where(same => same.Count() > 1)
        )
        {
            // The first holder has the id of the number itself.
            var first =
                same.FirstOrDefault(one => one.Id.Value == Derived.Register("person", Divisions.County(community), same.Key))
                ?? same.OrderBy(one => one.Id.Value).First();
            foreach (var later in same.Where(one => one.Id != first.Id))
                yield return new(
                    Derived.Id(later.Id.Value, $"doubt twice {first.Id}"),
                    DoubtKind.NumberTwice,
                    community,
                    later,
                    new(first.Contact, first.Sensitive),
                    null,
                    null,
                    null,
                    DateTimeOffset.MaxValue
                );
        }
    }

    private PersonSnapshot? Opened(AtRiskResident person) =>
        sealing.Open<PersonContact>(person.Contact) is { } contact && sealing.Open<PersonSensitive>(person.Sensitive) is { } sensitive
            ? new(contact, sensitive)
            : null;
}
