using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.KeptLists;

/// <summary>Persons on the asker's list today.</summary>
internal sealed class StandingQuery(Known known, Asked asked)
{
    private readonly ResidentsKnown _residents = known.Of<ResidentsKnown>(asked.Realm);
    private readonly StandingKnown _standing = known.Of<StandingKnown>(Entities.Live);
    private readonly PlacesKnown _places = known.Of<PlacesKnown>(asked.Realm);
    private readonly DateOnly _today = Shanghai.Day(asked.Now);

    /// <summary>The communities of which the asker can keep a list, with the last day where it was given.</summary>
    public IEnumerable<MayKeep> May =>
        asked
            .Grants.Where(grant =>
                Divisions.IsCommunity(grant.Scope.Division)
                && StandingPermissions.Keep.Of(grant.Role) switch
                {
                    Reach.Scope => true,
                    Reach.Assigned => IsGiven(grant.Scope.Division),
                    _ => false,
                }
            )
            .GroupBy(grant => grant.Scope.Division, StringComparer.Ordinal)
            .OrderBy(community => community.Key, StringComparer.Ordinal)
            .Select(community => new MayKeep(
                community.Key,
                _places.Name(community.Key),
                community.Any(grant => StandingPermissions.Keep.Of(grant.Role) == Reach.Scope)
                    ? null
                    : _standing.Of(community.Key).Given[asked.Account]
            ));

    public bool IsGiven(string community) => _standing.Of(community).IsGiven(asked.Account, _today);

    /// <summary>
    /// The persons of a community at the asker's own doors. A child's name and the numbers of its house are shown only with
    /// an approval.
    /// </summary>
    public IEnumerable<StandingPerson> In(string community, Permission permission) =>
        _residents
            .PersonsOf(community)
            .Where(person => person is { Left: null, Erased: false })
            .Select(person => (Person: person, Role: RoleAt(permission, person)))
            .Where(one => one.Role is not null)
            .OrderBy(one => ResidentsQuery.Key(one.Person), StringComparer.Ordinal)
            .Select(one => Shown(one.Person, one.Role!.Value));

    private Role? RoleAt(Permission permission, PersonKnown person)
    {
        if (asked.Allow(permission, person.Place).Grant is { } grant)
            return grant.Role;
        return asked
            .Grants.FirstOrDefault(one =>
                permission.Of(one.Role) == Reach.Assigned && one.Scope.Covers(person.Place) && IsGiven(person.Community)
            )
            ?.Role;
    }

    private StandingPerson Shown(PersonKnown person, Role role)
    {
        var (bare, minor) = (StandingPermissions.Keep.Of(role) == Reach.Assigned, person.IsMinor(_today));
        var masked = minor && !_residents.Register(person.Community).Has(role, _today);
        return new(
            person.Id,
            person.Household,
            ResidentsQuery.DoorOf(person),
            person.Listed.Needs,
            minor && !bare,
            masked,
            bare ? null : Salutation.Of(person, _today, masked),
            bare ? [] : Dialling.For(person, Home(person), _today, masked ? null : Approvals.Standing)
        );
    }

    private HouseholdKnown? Home(PersonKnown person) =>
        person.Household is { } home ? _residents.Households.GetValueOrDefault(_residents.HomeOf(home)) : null;
}
