using Emergency.Server.Features.People;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Tests.People;

/// <summary>Names with signs beyond the basic plane of Unicode are masked and searched by whole signs.</summary>
public sealed class WholeSignTests
{
    [Theory]
    [InlineData("例甲", "例**")]
    [InlineData("𡈽大山", "𡈽**")]
    [InlineData("𠮷例", "𠮷**")]
    [InlineData("𫰠", "𫰠**")]
    [InlineData("欧阳𫰠", "欧阳**")]
    [InlineData("葛󠄀例", "葛󠄀**")]
    [InlineData("", "")]
    public void A_masked_name_shows_the_whole_surname(string name, string masked) => Masks.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("𫰠")]
    [InlineData("例𫰠")]
    [InlineData("例·𫰠")]
    public void A_rare_sign_is_looked_for(string words) => Wanted.Of(words)!.Fields.ShouldContain(Domain.Accounts.SearchField.Name);

    [Theory]
    [InlineData("😀")]
    [InlineData("·")]
    [InlineData("\ud83d")]
    public void No_letter_is_nothing_to_look_for(string words) => Wanted.Of(words).ShouldBeNull();
}
