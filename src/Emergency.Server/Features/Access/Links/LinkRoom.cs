using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Links;

/// <summary>Acts without an account: a link has one purpose, one thing, a term and a code.</summary>
internal static class LinkRoom
{
    public static WebApplicationBuilder AddLinks(this WebApplicationBuilder builder)
    {
        builder.AddView<LinksView>().AddList<ListedLinks>();
        builder.Services.AddSingleton<WrongTries>();
        return builder;
    }

    public static RouteGroupBuilder MapLinked(this RouteGroupBuilder api) => api.MapLinks();
}
