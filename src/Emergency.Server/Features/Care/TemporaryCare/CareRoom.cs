using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.Links;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Temporary care of people for whom nobody cares.</summary>
internal static class CareRoom
{
    public static WebApplicationBuilder AddCare(this WebApplicationBuilder builder)
    {
        builder.AddView<CareView>();
        builder.AddList<ListedCare>();
        builder.Services.AddSingleton<CareHistory>().AddSingleton<IAttachmentOwners, CareAttachments>().AddSingleton<ILinked, CareLinks>();
        return builder;
    }
}
