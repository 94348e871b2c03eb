using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Attachments;

/// <summary>Pictures and papers, sealed under the key of the thing they belong to.</summary>
internal static class AttachmentRoom
{
    public static WebApplicationBuilder AddAttachments(this WebApplicationBuilder builder)
    {
        builder.AddView<AttachmentsView>();
        builder.Services.AddSingleton<Sweeping>().AddGuarded<Sweeping>();
        return builder;
    }

    public static RouteGroupBuilder MapAttachments(this RouteGroupBuilder api) => api.MapAttachmentActs();
}
