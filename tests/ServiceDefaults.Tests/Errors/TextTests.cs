using FocusSuite.Protocol.Errors;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Errors;

/// <summary>What counts as text, in whichever field.</summary>
public sealed class TextTests
{
    /// <summary>D10: what nobody can see is no text.</summary>
    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u200B\u200C\u200D\u2060\uFEFF")]
    [InlineData(" \u200B \t\r\n\u00A0\u3000\u2028")]
    [InlineData("\u00AD\u180E\u034F\u061C")]
    [InlineData("\u200E\u200F\u202A\u202E\u2066\u2069")]
    [InlineData("\u115F\u1160\u3164\uFFA0")]
    [InlineData("\u2800\u2800")]
    [InlineData("\uFE0F\uFE00\uFFF9\uFFFB")]
    [InlineData("\U000E0001\U000E0041\U000E007F")]
    [InlineData("\U000E0100\U0001D173\U0001BCA0")]
    [InlineData("\u0001\u0007\u001B\u007F\u0085\u009F")]
    public void Text_OfInvisibleCharactersOnly_IsEmpty(string text)
    {
        var (required, optional) = (new Validation(), new Validation());

        required.Text(text, 1, 500, "note").ShouldBeEmpty();
        optional.Text(text, 0, 500, "note").ShouldBeEmpty();

        Should.NotThrow(optional.ThrowIfAny);
        Should.Throw<ApiException>(required.ThrowIfAny).Fields["note"].ShouldBe([Validation.Required]);
    }

    /// <summary>D10: at its ends a text loses what is blank or has no width, and its length is counted without.</summary>
    [Theory]
    [InlineData("\u200Bnote\u200B")]
    [InlineData("\uFEFFnote")]
    [InlineData(" \u200B note \u2060 \uFEFF\t")]
    [InlineData("\u3164note\u2800")]
    [InlineData("\u0007note\u007F")]
    public void Text_WithInvisibleEnds_IsTrimmed(string text)
    {
        var validation = new Validation();

        validation.Text(text, 1, 4, "note").ShouldBe("note");

        Should.NotThrow(validation.ThrowIfAny);
    }

    /// <summary>D10: what belongs to the character beside it, or says how the text is read, stays.</summary>
    [Theory]
    [InlineData("❤\uFE0F")]
    [InlineData("👩\u200D💻")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("ه\u200D")]
    [InlineData("\u202Bשלום\u202C")]
    [InlineData("co\u00ADoperate")]
    [InlineData("e\u0301")]
    [InlineData("\u0600\u0661")]
    [InlineData(".")]
    [InlineData("\u0301")]
    public void Text_WithVisibleCharacters_KeepsWhatBelongsToThem(string text)
    {
        var validation = new Validation();

        validation.Text($" {text} ", 1, 500, "note").ShouldBe(text);

        Should.NotThrow(validation.ThrowIfAny);
    }

    /// <summary>A null character is refused, not overlooked.</summary>
    [Theory]
    [InlineData("\0")]
    [InlineData("\0note")]
    [InlineData("\u200B\0")]
    public void Text_WithANullCharacter_IsRefused(string text)
    {
        var validation = new Validation();

        validation.Text(text, 0, 500, "note");

        Should.Throw<ApiException>(validation.ThrowIfAny).Fields["note"].ShouldBe(["Must not contain null characters."]);
    }
}
