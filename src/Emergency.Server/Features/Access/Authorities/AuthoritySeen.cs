using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Authorities;

/// <summary>A county command centre or street office as one asker sees it.</summary>
internal sealed record AuthoritySeen(string Code, Known Known, Asked Asked)
{
    public DeskKnown Desk => Known.Of<DesksKnown>(Asked.Realm).Of(Code);
    public EntityId Entity => Entities.Desk(Asked.Realm, Code);
    public string Name => Known.Of<PlacesKnown>(Asked.Realm).Name(Code);

    /// <summary>True when the asker acts for exactly this authority, not for one above or below it.</summary>
    public bool Own(Permission permission) => IsOwn(Asked, permission, Code);

    /// <summary>Finds an authority that the asker may see: the own one, those below, and those above within the county.</summary>
    public static (AuthoritySeen? Seen, Problem Problem) Find(Known known, Asked asked, string code)
    {
        if (!IsAuthority(code) || !asked.Sees(new Place(code)))
            return (null, Problem.NotFound);
        var seen = new AuthoritySeen(code, known, asked);
        return asked.IsHome(code) || known.Of<PlacesKnown>(asked.Realm).Of(code) is not null
            ? (seen, Problem.NotFound)
            : (null, Problem.Of(Division.Unknown));
    }

    /// <summary>Finds an authority that the asker acts for: nobody writes another's roster or starts another's response.</summary>
    public static (AuthoritySeen? Seen, Problem Problem) FindOwn(Known known, Asked asked, Permission permission, string code)
    {
        var (seen, problem) = Find(known, asked, code);
        return seen is null ? (null, problem)
            : seen.Own(permission) ? (seen, problem)
            : (null, Problem.NotYours(permission));
    }

    public static bool IsAuthority(string? code) => code is { Length: 6 or 9 } && Divisions.IsCode(code);

    private static bool IsOwn(Asked asked, Permission permission, string code) =>
        asked.Grants.Any(grant => permission.Of(grant.Role) == Reach.Scope && grant.Scope == new Scope(code));
}
