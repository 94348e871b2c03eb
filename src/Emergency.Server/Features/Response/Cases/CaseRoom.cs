using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Cases;

/// <summary>Cases reported by hotlines.</summary>
internal static class CaseRoom
{
    public static WebApplicationBuilder AddCases(this WebApplicationBuilder builder) => builder.AddView<CasesView>().AddView<LettersView>();
}
