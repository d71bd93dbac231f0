/* Validates PDF files with the veraPDF engine, all in one start of Java: Validate FLAVOUR[,FLAVOUR…] FILE…
 *
 * Prints a line per file and flavour, "FILE FLAVOUR pass", or "FILE FLAVOUR fail" with the rules that were broken below
 * it. Ends with 1 when a file failed, and with 2 when one could not be read. */
import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

class Validate {
  static boolean validate(String file, String name) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.fromString(name);
    try (var stream = new FileInputStream(file);
        var parser = Foundries.defaultInstance().createParser(stream, flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.println(file + " " + name + (result.isCompliant() ? " pass" : " fail"));
      var broken = new TreeMap<String, String>(); /* by rule: the first place */
      for (TestAssertion assertion : result.getTestAssertions())
        if (assertion.getStatus() == TestAssertion.Status.FAILED)
          broken.putIfAbsent(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber(),
              assertion.getMessage() + " " + assertion.getLocation().getContext());
      broken.forEach((rule, message) -> System.out.println("  " + rule + " " + message.replace('\n', ' ')));
      return result.isCompliant();
    }
  }

  public static void main(String[] arguments) {
    VeraGreenfieldFoundryProvider.initialise();
    int status = 0;
    for (int i = 1; i < arguments.length; i++)
      for (String flavour : arguments[0].split(","))
        try {
          if (!validate(arguments[i], flavour))
            status = Math.max(status, 1);
        } catch (Exception error) {
          System.out.println(arguments[i] + " " + flavour + " error " + error);
          status = 2;
        }
    System.exit(status);
  }
}
