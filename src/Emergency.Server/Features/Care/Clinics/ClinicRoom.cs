using Emergency.Server.Features.Attachments;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Clinics;

/// <summary>卫生院, 签约医生: a clinic's patients and its own visits.</summary>
internal static class ClinicRoom
{
    public static WebApplicationBuilder AddClinics(this WebApplicationBuilder builder)
    {
        builder.AddView<ClinicsView>().AddList<ListedPatients>();
        builder.Services.AddSingleton<ClinicHistory>().AddSingleton<IAttachmentOwners, ClinicAttachments>();
        return builder;
    }

    public static RouteGroupBuilder MapClinics(this RouteGroupBuilder api) => api.MapClinicActs();
}
