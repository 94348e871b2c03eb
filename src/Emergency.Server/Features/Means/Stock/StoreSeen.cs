using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>The store of a community (12 digits) or of a street (9) as the asker can see it.</summary>
internal sealed record StoreSeen(string Code, Known Known, Asked Asked)
{
    public PlacesKnown Places => Known.Of<PlacesKnown>(Asked.Realm);
    public SuppliesKnown Stores => Known.Of<SuppliesKnown>(Asked.Realm);
    public Supplies State => Stores.Of(Code);

    /// <summary>Finds a store. Outside the asker's sight nothing exists.</summary>
    public static (StoreSeen? Seen, Problem Problem) Find(Known known, Asked asked, Permission permission, string code)
    {
        if (code is not { Length: 9 or 12 } || !Divisions.IsCode(code))
            return (null, Problem.NotFound);
        if (asked.Allow(permission, asked.Within(permission, code)).Problem is { } problem)
            return (null, problem);
        var seen = new StoreSeen(code, known, asked);
        return seen.Exists(code) ? (seen, Problem.NotFound) : (null, Problem.Of(Division.Unknown));
    }

    /// <summary>The stores to which this one can lend or give: those of its street, and the street's own.</summary>
    public IEnumerable<string> Others =>
        Places
            .Communities(Divisions.Street(Code))
            .Select(community => community.Code)
            .Prepend(Divisions.Street(Code))
            .Where(code => code != Code)
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Masked name of the holder of a key: in a community a member of the team, in a street an officer of its duty desk.
    /// Empty for somebody who has left.
    /// </summary>
    public string Mask(MemberId keeper) =>
        Code.Length == 12
            ? Masks.Name(Known.Of<TeamsKnown>(Asked.Realm).Member(Code, keeper)?.Contact?.Name ?? "")
            : Known.Of<DesksKnown>(Asked.Realm).Of(Code).Mask(new OfficerId(keeper.Value));

    private bool Exists(string code) => code.Length == 12 ? Places.Of(code) is not null : Places.Communities(code).Any();
}
