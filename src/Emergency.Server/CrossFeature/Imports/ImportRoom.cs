using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Imports;

/// <summary>Registers from files, and what is left of an import that broke off.</summary>
internal static class ImportRoom
{
    public static WebApplicationBuilder AddImports(this WebApplicationBuilder builder)
    {
        builder.AddView<ImportsView>();
        builder.AddList<ListedImports>();
        builder
            .Services.AddSingleton<Turns>()
            .AddSingleton<Importing>()
            .AddSingleton<Undoing>()
            .AddSingleton<ImportJobs>()
            .AddSingleton<ImportLooking>()
            .AddSingleton<Unfinished>()
            .AddGuarded<Unfinished>();
        return builder;
    }
}
