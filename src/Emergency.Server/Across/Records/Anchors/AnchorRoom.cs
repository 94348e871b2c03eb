using Emergency.Server.Infrastructure.Background;

namespace Emergency.Server.Across.Anchors;

/// <summary>The newest seal of the journal, kept outside by a service of its own.</summary>
internal static class AnchorRoom
{
    public static WebApplicationBuilder AddAnchors(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AnchorKeeper>().AddGuarded<AnchorKeeper>();
        return builder;
    }
}
