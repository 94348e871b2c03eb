using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Addresses;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Public;

/// <summary>便民页 at /public: for the county, or for the community that ?community= names; ?lang=en, ?big=1.</summary>
internal static class PublicHtml
{
    public static WebApplication MapPublicPage(this WebApplication app)
    {
        app.MapPublicFiles();
        app.MapMethods("/public", [HttpMethods.Get, HttpMethods.Head], Show).NeedsNothing().ExcludeFromDescription();
        return app;
    }

    private static IResult Show(
        HttpContext context,
        Known known,
        Clock clock,
        Settings settings,
        string? community = null,
        string? lang = null,
        string? big = null
    )
    {
        var places = known.Of<PlacesKnown>();
        var words = PublicWords.In(lang);
        var wanted = community is { Length: > 0 } ? places.Today(community) : null;
        var chosen = wanted is not null && Divisions.IsCommunity(wanted) && places.Of(wanted) is { } found ? found.Code : null;
        var status =
            wanted is null || chosen is not null ? StatusCodes.Status200OK
            : Divisions.IsCommunity(wanted) ? StatusCodes.Status404NotFound
            : StatusCodes.Status400BadRequest;
        var division = chosen ?? County(places, known.Of<SheltersKnown>());
        var now = clock.Now(Entities.Live);
        // Before the first register was read there are still the numbers to dial.
        var page =
            (division is null ? null : PublicEndpoints.Page(division, known, now))
            ?? new PublicPage("", "", null, [], now, [], [], PublicNumber.All, [], known.At.Value);
        var county = division is null ? null : Divisions.County(division);
        var asked = new PublicAsked(
            words,
            chosen,
            big == "1",
            places.Of(division ?? "")?.Facts.Synthetic == true,
            settings.DutyPhone,
            new Uri(OwnAddress.Of(context, settings), $"/public{(chosen is null ? "" : $"?community={chosen}")}"),
            [
                .. (county is null ? [] : places.Below(county)).Select(street =>
                    (street, (IReadOnlyList<DivisionKnown>)[.. places.Below(street.Code)])
                ),
            ]
        )
        {
            Wrong =
                status == StatusCodes.Status404NotFound ? words["wrong.unknown", wanted!]
                : status == StatusCodes.Status400BadRequest ? words["wrong.code"]
                : chosen is not null && chosen != community ? words["wrong.ended", places.Name(community!), places.Name(chosen)]
                : null,
            Map = shown => chosen is null ? Html.Nothing : PublicMap.Of(places.Of(chosen), places, shown, words),
        };
        context.Response.Headers.CacheControl = PublicEndpoints.Kept;
        return Results.Text(PublicSheet.Write(page, asked).Text, "text/html; charset=utf-8", statusCode: status);
    }

    // An installation serves one county, though the register may know its neighbours: the one that has written down its shelters.
    internal static string? County(PlacesKnown places, SheltersKnown shelters) =>
        places
            .Below("")
            .Select(county => county.Code)
            .OrderByDescending(code => shelters.In(code).Any())
            .ThenByDescending(code => places.Below(code).Any())
            .ThenBy(code => code, StringComparer.Ordinal)
            .FirstOrDefault();
}
