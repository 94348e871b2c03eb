using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Resources;

/// <summary>What can be used in an emergency, of one's own and of others.</summary>
internal static class ResourceRoom
{
    public static WebApplicationBuilder AddResources(this WebApplicationBuilder builder) =>
        builder.AddView<ResourcesView>().AddList<ListedResources>();
}
