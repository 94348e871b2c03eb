using Emergency.Domain;
using Emergency.Server.Across.Public;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting.Pages;

/// <summary>Content of the sign-in page, for anybody.</summary>
/// <param name="DutyPhone">Phone of the duty room, as the operator set it.</param>
/// <param name="Place">The county this installation serves; null before its register was loaded.</param>
/// <param name="Outside">Name of the external issuer through which one can also sign in; null where there is none.</param>
internal sealed record FrontShown(string? DutyPhone, string? Place, string? Outside);

/// <summary>An account of the demo, to sign in and look around. Its password is printed where the server was started.</summary>
internal sealed record DemoAccountShown(string Account, Role Role, string Division, string Place);

/// <summary>Endpoints before signing in.</summary>
internal static class FrontEndpoints
{
    public static RouteGroupBuilder MapFront(this RouteGroupBuilder api)
    {
        api.MapGet("/front", Front).NeedsNothing().WithTags("session");
        api.MapGet("/demo", Demo).NeedsNothing().WithTags("session");
        return api;
    }

    /// <summary>Shows the content of the sign-in page to anybody.</summary>
    public static Outcome<FrontShown> Front(Settings settings, Known known) =>
        new FrontShown(
            settings.DutyPhone,
            PublicHtml.County(known.Of<PlacesKnown>(), known.Of<SheltersKnown>()) is { } county
                ? known.Of<PlacesKnown>().Name(county)
                : null,
            settings.Oidc.Issuer is null ? null : settings.Oidc.Name
        );

    /// <summary>Lists the accounts of a demo, without their password; nothing where this is no demo.</summary>
    public static Outcome<ListOf<DemoAccountShown>> Demo(Installation installation, Known known) =>
        installation.Demo
            ? ListOf.From(
                DemoAccounts.Open.Select(one => new DemoAccountShown(
                    one.Name,
                    one.Role,
                    one.Division,
                    known.Of<PlacesKnown>().Name(one.Division)
                ))
            )
            : ListOf.From<DemoAccountShown>([]);
}
