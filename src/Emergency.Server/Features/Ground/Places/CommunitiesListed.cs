using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Places;

/// <summary>Communities that a list covers.</summary>
internal static class CommunitiesListed
{
    /// <summary>Communities at or below the division that the asker has permission for, by code.</summary>
    public static IEnumerable<DivisionKnown> Communities(this ListAsked asked, Permission permission) =>
        asked
            .Known.Of<PlacesKnown>(asked.Asked.Realm)
            .Communities(asked.Division)
            .Where(one => asked.Asked.Allow(permission, asked.Asked.Within(permission, one.Code)).Grant is not null)
            .OrderBy(one => one.Code, StringComparer.Ordinal);

    public static string Community(this ListAsked asked, string code) => asked.Known.Of<PlacesKnown>(asked.Asked.Realm).Name(code);
}
