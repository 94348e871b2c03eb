using Emergency.Server.Features.Links;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Parties;

/// <summary>Registers the parties that take part in a community.</summary>
internal static class PartyRoom
{
    public static WebApplicationBuilder AddParties(this WebApplicationBuilder builder)
    {
        builder.AddView<PartiesView>();
        builder.Services.AddSingleton<ILinked, PartyLinks>();
        return builder.AddList<ListedParties>();
    }

    public static RouteGroupBuilder MapParties(this RouteGroupBuilder api) => api.MapPartyActs().MapPartyAccounts().MapPartyOwn();
}
