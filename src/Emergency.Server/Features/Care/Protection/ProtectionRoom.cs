using Emergency.Server.Features.Attachments;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Protection;

/// <summary>Registers the protection cases of children (儿童保护个案), from opening to closing.</summary>
internal static class ProtectionRoom
{
    public static WebApplicationBuilder AddProtection(this WebApplicationBuilder builder)
    {
        builder.AddView<ProtectionView>();
        builder.AddList<ListedProtection>();
        builder.Services.AddSingleton<ProtectionHistory>().AddSingleton<IAttachmentOwners, ProtectionAttachments>();
        return builder;
    }

    public static RouteGroupBuilder MapProtection(this RouteGroupBuilder api) =>
        api.MapProtectionReads().MapProtectionActs().MapProtectionDecisions();
}
