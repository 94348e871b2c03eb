using Emergency.Domain.Accounts;

namespace Emergency.Domain.Tests.Accounts;

/// <summary>Names that look alike are one name, or none.</summary>
public sealed class NameLettersTests
{
    [Theory]
    [InlineData("operator")]
    [InlineData("staff-17")]
    [InlineData("zhang.san@example.cn")]
    [InlineData("张三")]
    [InlineData("张三 (值班)")]
    [InlineData("应急局zhang3")]
    [InlineData("ｚｈａｎｇ３")]
    [InlineData("艾山·买买提")]
    [InlineData("𠮷野")]
    [InlineData("བཀྲ་ཤིས")]
    [InlineData("김철수")]
    [InlineData("Lü Bu")]
    public void What_people_are_called_is_taken(string name) => NameLetters.AreFit(name).ShouldBeTrue(name);

    [Theory]
    [InlineData("opеrator", "Cyrillic е")]
    [InlineData("орег", "Cyrillic alone reads as Latin")]
    [InlineData("οperator", "Greek omicron")]
    [InlineData("admin\u200B", "zero-width space")]
    [InlineData("ad\u00ADmin", "soft hyphen")]
    [InlineData("ad\u200Dmin", "joiner")]
    [InlineData("ad\u2060min", "word joiner")]
    [InlineData("\uFEFFadmin", "mark of the byte order")]
    [InlineData("admin\u3164", "filler")]
    [InlineData("admin\uFE0F", "variation selector")]
    [InlineData("admın", "dotless i")]
    [InlineData("ɑdmin", "Latin alpha")]
    [InlineData("admin\u0323", "combining dot")]
    [InlineData("аdmin张", "Cyrillic beside Latin and Chinese")]
    [InlineData("김zhang", "two writings")]
    [InlineData("ad–min", "a dash that is no hyphen")]
    [InlineData("admin\uE000", "of private use")]
    [InlineData("ad\u0001min", "control character")]
    [InlineData("ᎪdminᎪ", "Cherokee")]
    [InlineData("٣٤", "digits of another writing")]
    public void What_looks_like_another_name_is_not(string name, string why) => NameLetters.AreFit(name).ShouldBeFalse(why);
}
