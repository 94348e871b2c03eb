using Emergency.Domain;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Clinics;

/// <summary>Joins the register with a clinic's records; only the clinic's patients are included.</summary>
internal sealed class ClinicQuery(Known known, Asked asked)
{
    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(asked.Realm);
    private readonly ClinicsKnown _clinics = known.Of<ClinicsKnown>(asked.Realm);
    private readonly PlacesKnown _places = known.Of<PlacesKnown>(asked.Realm);

    public DateOnly Today { get; } = Shanghai.Day(asked.Now);

    /// <summary>Communities that the clinic serves: those named in its grants, or all of a street.</summary>
    public IEnumerable<string> Served =>
        asked
            .Grants.Where(grant => grant.Role == Role.Clinic)
            .SelectMany(grant => _places.Communities(grant.Scope.Division))
            .Select(place => place.Code)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    public IEnumerable<ClinicPatient> In(string community) =>
        _residents
            .PersonsOf(community)
            .Select(person => Of(community, person.Id))
            .OfType<(PersonKnown, ClinicPatient Patient)>()
            .Select(one => one.Patient);

    /// <summary>Finds a patient; null where the asking clinic has no such patient.</summary>
    public (PersonKnown Person, ClinicPatient Patient)? Of(string community, PersonId id) =>
        _residents.Persons.GetValueOrDefault(id) is { } person
        && person.Community == community
        && person.Programmes(Today) is { Count: > 0 } programmes
        && asked.Allow(ClinicPermissions.Read, person.Place).Grant is not null
            ? (person, Shown(person, programmes))
            : null;

    /// <summary>
    /// Patients in the order of visits: requests of the committee's visitors first, then late ones, then those without a date, then by date
    /// and door.
    /// </summary>
    public static IEnumerable<ClinicPatient> Walk(IEnumerable<ClinicPatient> all) =>
        all.OrderBy(one => one.Asked is null)
            .ThenByDescending(one => one.LateDays)
            .ThenBy(one => one.Next ?? DateOnly.MinValue)
            .ThenBy(one => one.Community, StringComparer.Ordinal)
            .ThenBy(one => $"{one.Door.Building, 8}{one.Door.Unit, 6}{one.Door.Floor ?? 0:000}{one.Door.Room, 6}", StringComparer.Ordinal)
            .ThenBy(one => one.PersonId.Value);

    /// <summary>Basis for showing the phone numbers of minors among a community's patients; null where there are none.</summary>
    public string? By(string community, IEnumerable<ClinicPatient> shown) =>
        !shown.Any(one => one is { Minor: true, Withheld: false }) ? null
        : _residents.Register(community).Has(Role.Clinic, Today) ? Approvals.Standing
        : Approvals.Visit;

    private ClinicPatient Shown(PersonKnown person, ListOf<string> programmes)
    {
        var kept = _clinics.Find(person.Community, person.Id);
        var (minor, next) = (person.IsMinor(Today), kept?.State.Next);
        // Patients without a date are rung to agree on one.
        var due = next is null || next <= Today || kept?.State.AskedAt is not null;
        var by = _residents.Register(person.Community).By(person, Role.Clinic, Today, due ? Approvals.Visit : null);
        return new(
            person.Id,
            person.Community,
            _places.Name(person.Community),
            minor ? Salutation.Of(person, Today, masked: true) : Masks.Name(person.Listed.Name),
            minor,
            ResidentsQuery.DoorOf(person),
            person.Listed.Needs,
            programmes,
            next,
            next < Today ? Today.DayNumber - next.Value.DayNumber : 0,
            kept?.State.Seen is { } seen ? Shanghai.Day(seen) : null,
            kept?.Missed?.Reason,
            kept?.State.AskedAt,
            Dialling.For(person, Home(person), Today, by),
            minor && by is null
        );
    }

    private HouseholdKnown? Home(PersonKnown person) =>
        person.Household is { } home ? _residents.Households.GetValueOrDefault(_residents.HomeOf(home)) : null;
}
